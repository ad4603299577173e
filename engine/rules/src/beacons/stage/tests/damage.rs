use crate::beacons::scenario::check;

#[test]
fn damage() {
    check(CASES);
}

pub(super) const CASES: &str = "
# A strike hurts the neighbour.
kK
orders: k strike e
then: K hp=8; team0 damage=2
events: k attacked 0,0 1,0 1 landed; K hurt 1,0 2

# A strike at an empty cell misses.
k..
orders: k strike e
failed: k missed
events: k attacked 0,0 1,0 1 missed

# A strike off the board misses.
k..
orders: k strike w
failed: k missed

# A strike at a wall misses.
k#.
orders: k strike e
failed: k missed

# There is no friendly fire.
kl
orders: k strike e
failed: k missed

# Damage comes after moving: who steps away is missed.
kK. | k.K
orders: k strike e; K move e
failed: k missed

# Damage comes after moving: who steps in is hit.
k.K | kK.
orders: k strike e; K move w
then: K hp=8; team0 damage=2

# Who wanted a contested cell stays, and is hit where it stands.
lK.k
orders: k move w; K move e; l strike e
then: K hp=8; team0 damage=2
failed: k contested; K contested

# A lance hurts exactly two cells away, over whoever stands between.
kLK
given: k cargo=5
orders: k lance e
then: k cargo=2; K hp=8; team0 damage=2
events: k attacked 0,0 2,0 2 landed; K hurt 2,0 2

# A lance does nothing to the cell between, and costs its cargo also when it misses.
kL.
given: k cargo=3
orders: k lance e
then: k cargo=0
failed: k missed

# A lance off the board costs its cargo too.
.k
given: k cargo=3
orders: k lance e
then: k cargo=0
failed: k missed

# A wall between stops a lance.
k#K
given: k cargo=3
orders: k lance e
then: k cargo=0
failed: k blocked_by_wall
events: k attacked 0,0 2,0 2 missed

# A core between stops a lance, the own as well.
k0K
given: k cargo=3
orders: k lance e
then: k cargo=0
failed: k blocked_by_core

# A lost core between still stops a lance.
k1K
given: k cargo=3; team1 core=0 bank=0
orders: k lance e
then: k cargo=0
failed: k blocked_by_core

# A second side adds 1.
.l.
.Kk
orders: k strike w; l strike s
then: K hp=5; team0 damage=4

# A third and a fourth side add 1 each: 8 and 3 kill a new unit.
.l. | .l.
kKm | k.m
.n. | .n.
orders: k strike e; l strike s; m strike w; n strike n
then: team0 damage=8
events: K hurt 1,1 10; K died 1,1

# A strike and a lance from the same side add nothing.
klK
given: k cargo=3
orders: k lance e; l strike e
then: k cargo=0; K hp=6; team0 damage=4

# A lance has a side.
l..
...
K.k
given: k cargo=3; l cargo=3
orders: k lance w; l lance s
then: k cargo=0; l cargo=0; K hp=5; team0 damage=4

# All enemies count together: sides of two teams add up.
.p.
.kK
orders: p strike s; K strike w
then: k hp=5; team1 damage=2; team2 damage=2

# Units that die in this tick still deal their damage.
kK | ..
given: k hp=1; K hp=2
orders: k strike e; K strike w
then: team0 damage=2; team1 damage=2
events: k hurt 0,0 1; K hurt 1,0 2; k died 0,0; K died 1,0

# A core is hurt, without sides.
.l.
.1k
orders: k strike w; l strike s
then: team1 core=56; team0 damage=4
events: core1 hurt 1,1 4

# A lance reaches a core.
k.1
given: k cargo=3
orders: k lance e
then: k cargo=0; team1 core=58; team0 damage=2

# The own core cannot be hurt.
k0
orders: k strike e
failed: k missed

# A lost core cannot be hurt.
k1
given: team1 core=0 bank=0
orders: k strike e
failed: k missed
";
