"""What staff saw in the neighbourhood: the open part alone (channel `PICTURE`).

Owns observations and the imports that bring them from other systems. Promises:

* an observation says what, where, when, how many and what they did, never who: text that holds a CPR number, a
  telephone number, an e-mail address or a number plate is refused when somebody writes it, and masked and counted when
  a file brings it;
* its finest place is a stairwell; a position in a file is turned into a place or a square of the grid, and not kept;
* a file taken in twice adds nothing the second time, and one that was stopped half-way added nothing at all;
* whatever is rejected is given back with its reason.
"""
