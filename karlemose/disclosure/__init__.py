"""The hand-over: one week's particulars to the police, lawful item by item, with a receipt.

Owns drafts, approvals, parcels and receipts; knows what is handed over as `Ref(kind, id)` alone. Promises:

* the rulebook decides every item, on the day of the hand-over, by conditions that are really true; what it does not let
  go stays behind, and the receiver learns nothing of it;
* two people: whoever put it together does not approve it, and what is released is what was approved;
* a parcel is made once; nothing in it changes afterwards, and a mistake is a recall that everybody sees (ADR 18);
* whoever is handed something finds it, and nothing but it.
"""
