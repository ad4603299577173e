//! One case after the other, by stage.

pub(super) const CASES: &str = "
# Orders that make no sense are dropped; those of others stand.
ab | a.
.. | .b
orders: raw 0 113 9 n; raw 0 113 1 -; raw 0 113 4 n; raw 0 999 1 n; raw 0 - 1 n; b s
failed: a unknown_verb; a bad_direction; a bad_order; 999 no_such_unit; - bad_order

# A second order for a unit is dropped.
a. | .a
orders: a e; a pass
failed: a duplicate_order

# An order for a unit of the other team disturbs nobody.
a.B | .aB
orders: raw 1 113 1 w; a e
failed: a no_such_unit

# A unit without an order stays.
a
orders: a pass

# Units step in all four directions; y runs down.
..a.. | .a...
.b... | ...c.
...c. | .b...
..d.. | ...d.
orders: a w; b s; c n; d e
events: moved a (7, 5) (6, 5); moved b (6, 6) (6, 7); moved c (8, 7) (8, 6); moved d (7, 8) (8, 8)

# A step into a wall fails.
#a
at: 0,9
orders: a w
failed: a blocked_by_wall

# A step onto a unit that stays fails.
aB
orders: a e; B pass
failed: a occupied

# Of two that want a cell the one that goes north gets it, whatever its number.
a.b | aCb
.C. | ...
orders: a e; b w; C n
failed: a contested; b contested

# Of the rest the one that goes east.
.a. | .a.
b.C | .bC
orders: a s; b e; C w
failed: a contested; C contested

# South goes before west.
.B. | ...
..a | .Ba
orders: a w; B s
failed: a contested

# The other contenders do not take the place of one that was stopped.
aDB
.C.
orders: a e; B w; C n; D pass
failed: a contested; B contested; C occupied

# A head-on swap of two fails.
.aB.
orders: a e; B w
failed: a swap; B swap

# Units of a team cannot swap either.
.ab.
orders: a e; b w
failed: a swap; b swap

# A swap goes where others with lower numbers want the cells that both leave: only those are looked at, and they do not come head-on.
Ca | da
db | Cb
orders: a w; b w; C s; d n
failed: a contested; b contested

# With such a one at one end only, the move from the other end is stopped, and the first finds its cell taken.
C.
db
orders: b w; C s; d n
failed: b contested; d occupied; C swap

# A chain goes into an empty cell, of whichever teams.
abCd. | .abCd
orders: a e; b e; C e; d e

# A chain fails back from a unit that stays.
abCd
orders: a e; b e; C e
failed: b occupied; a occupied; C occupied

# A ring of four goes.
aB | ca
cD | DB
orders: a e; B s; c n; D w

# A ring fails where an outsider gets one of its cells.
aB.
cD.
.e.
orders: a e; B s; c n; D w; e n
failed: a occupied; c occupied; e occupied; B contested; D occupied

# Every attack takes a hit point, from friend and foe.
abC
orders: a attack e; C attack w
hp: b 5 3
events: attacked a (6, 5); attacked C (6, 5); hurt b 2

# An attack on nobody misses.
a.
orders: a attack e
failed: a missed
events: attacked a (6, 5) missed

# An attack on a wall misses.
#a
at: 0,9
orders: a attack w
failed: a missed

# An attack hits who has come, and misses who has left.
ab.C | a.bC
orders: a attack e; b e; C attack w
hp: b 5 4
failed: a missed

# Two that strike each other down both die.
aB | ..
orders: a attack e; B attack w
hp: a 1 0; B 1 0
events: died a (5, 5); died B (6, 5)

# Hit points do not go below nothing.
aBc | a.c
.d. | .d.
orders: a attack e; c attack w; d attack n
hp: B 2 0
events: hurt B 3; died B (6, 5)

# A heal gives a hit point, to friend and foe, after the attacks.
aBc
.d.
mode: NormalHeal
orders: a heal e; c attack w; d heal n
hp: B 3 4
events: hurt B 1; healed B 2

# Nobody gets more than five.
aB
.c
mode: NormalHeal
orders: a heal e; c heal n
hp: B 4 5
events: healed B 1

# What would have been one heal too many finds nothing to do.
aB
mode: NormalHeal
orders: a heal e
failed: a nothing_to_repair

# Who has died is not healed, and has healed.
aBc | a.c
.d. | .d.
mode: NormalHeal
orders: a attack e; B heal e; d heal n
hp: B 1 0; c 2 3
failed: d nobody_to_heal
events: hurt B 1; healed c 1; died B (6, 5)

# A heal on nobody, and one on a wall.
#a.
#.b
at: 0,9
mode: NormalHeal
orders: a heal w; b heal w
failed: a nobody_to_heal; b nobody_to_heal

# Heals do nothing in the other modes.
aB
orders: a heal e
hp: B 2 2
failed: a heal_ignored

# On the hill every pass scores, whoever passes.
ab.
.C.
at: 8,8
mode: Hill
orders: a pass; C pass
events: scored 0 (8, 8) 1; scored 1 (9, 9) 1

# A unit that enters the hill does not score yet, and one that leaves, strikes or heals does not either.
ab.d. | .ab.d
..C.. | ..C..
at: 7,8
mode: Hill
orders: a e; b e; d e; C heal n
failed: C heal_ignored
events: scored none

# Beside the hill nothing is won.
a...b
at: 7,9
mode: Hill
orders: a pass; b pass
events: scored none

# A program that failed ends the match before anything moves.
aB
orders: a attack e; raw 1 - 4 -; B w
events: forfeited 1
";
