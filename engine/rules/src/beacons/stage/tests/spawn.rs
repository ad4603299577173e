use crate::beacons::scenario::check;

#[test]
fn spawn() {
    check(CASES);
}

pub(super) const CASES: &str = "
# A core makes a unit; the first three cost 8.
.0. | .0x
given: team0 bank=9
orders: 0 spawn e
then: team0 bank=1
events: x spawned 2,0

# The price rises by 1 with every four own units.
klmn | klmn
.0.. | .0x.
given: team0 bank=9
orders: 0 spawn e
then: team0 bank=0

# A bank that does not cover the price pays nothing.
klmn
.0..
given: team0 bank=8
orders: 0 spawn e
failed: 0 too_expensive

# What is given in this tick can be spent.
k0. | k0x
given: team0 bank=7; k cargo=1
orders: k give e 1; 0 spawn e
then: k cargo=0; team0 bank=0

# A unit that dies in this tick makes the next one cheaper.
klm. | klm.
.0Kn | .0K.
given: team0 bank=8; n hp=2
orders: K strike e; 0 spawn s
.... | .x..
then: team0 bank=0; team1 damage=2

# A full team spawns nothing.
klmn
.0..
rules: max_units=4
orders: 0 spawn e
failed: 0 team_full

# A wall is no place.
.0#
orders: 0 spawn e
failed: 0 blocked_by_wall

# A core is no place.
.01
orders: 0 spawn e
failed: 0 blocked_by_core

# The edge is no place.
.0.
orders: 0 spawn n
failed: 0 off_board

# A cell with a unit is no place, whoever's it is.
k0.
.K.
orders: 0 spawn w
failed: 0 occupied

# An enemy beside the core keeps it from spawning there.
.0K
orders: 0 spawn e
failed: 0 occupied

# A cell that was left in this tick is free.
.0k. | .0xk
orders: 0 spawn e; k move e
then: team0 bank=4

# The cell of a unit that died in this tick is free.
.0Kk | .0xk
given: K hp=1
orders: 0 spawn e; k strike w
then: team0 bank=4 damage=2

# Two cores that spawn on the same cell both fail, and pay nothing.
0.1
orders: 0 spawn e; 1 spawn w
failed: 0 contested; 1 contested

# A core that cannot pay contests nothing.
0.1 | 0x1
given: team1 bank=0
orders: 0 spawn e; 1 spawn w
then: team0 bank=4
failed: 1 too_expensive

# A lost core spawns nothing.
.0.
given: team0 core=0 bank=0
orders: 0 spawn e
failed: 0 core_lost

# Loose cargo is picked up in the next tick.
.0. | .0x
given: 2,0 loose=3
orders: 0 spawn e
then: team0 bank=4

# A unit acts in the tick after its birth.
.0. | .0x
orders: 0 spawn e; 0/4 move e
then: team0 bank=4
failed: x no_such_unit
";
