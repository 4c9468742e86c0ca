"""What staff saw in the neighbourhood, in two parts: what all partners read, and what can point to a person.

Owns observations and the imports that bring them from other systems. Promises:

* an observation (channel `PICTURE`) says what, where, when, how many and what they did, never who: text that holds a
  CPR number, a telephone number, an e-mail address, a number plate or a dwelling number is refused when somebody writes
  it, a name is asked about, and what a file brings is masked and counted;
* its particulars (channel `EVIDENCE`: plate, description, names, dwelling) are a record of their own, read by whoever
  noted them and the office that holds them; a CPR number is kept in neither;
* a plate needs what happened at the vehicle, and nothing here looks for one;
* its finest place is a stairwell; a position in a file is turned into a place or a square of the grid, and not kept;
* a file taken in twice adds nothing the second time, and one that was stopped half-way added nothing at all;
* whatever is rejected is given back with its reason.
"""
