"""From a file of another system to rows that can be taken in: pure reading and judging, no database.

`reading` finds the text in the file, `mapping` the columns, `rows` judges one row with `times` and `words`,
`rejected` gives back what was refused, `numbers` counts. `karlemose.observations.taking_in` brings the rest into the
database.
"""
