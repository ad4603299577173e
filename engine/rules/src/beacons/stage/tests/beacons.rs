use crate::beacons::scenario::check;

#[test]
fn beacons() {
    check(CASES);
}

pub(super) const CASES: &str = "
# A beacon gives a point to who is near, at most 2 away.
k.b
...
...
then: 2,0 holder=0; team0 points=1
events: 2,0 turned 0; team0 scored 2,0 1

# At 3 away nobody counts.
k..b
....
....
....

# The team with most units gets the point; whoever held it before.
klbK
given: 2,0 holder=1
then: 2,0 holder=0; team0 points=1

# A tie gives nothing, and nobody holds it.
k.bK
given: 2,0 holder=1
then: 2,0 holder=none
events: 2,0 turned none

# Strictly the most: two leaders tie, whatever the third has.
klbKL
..p..

# A third team holds it with one unit more.
..q..
k.b.K
..p..
then: 2,1 holder=2; team2 points=1

# Walls do not matter.
k#b
then: 2,0 holder=0; team0 points=1

# A unit on the beacon counts.
k.
given: k on=b; 0,0 holder=0
then: team0 points=1

# Whoever holds a beacon without leaving it does not turn it.
k.b
given: 2,0 holder=0
then: team0 points=1

# A beacon that nobody is near has no holder.
k....b
given: 5,0 holder=0
then: 5,0 holder=none

# One unit counts for several beacons.
b.k.b
then: 0,0 holder=0; 4,0 holder=0; team0 points=2

# Who died in this tick does not count.
bkK | b.K
given: k hp=2
orders: K strike w
then: 0,0 holder=1; team1 points=1 damage=2

# A new unit counts.
b0. | b0x
orders: 0 spawn e
then: 0,0 holder=0; team0 points=1 bank=4

# A beacon gives as many points as the rules say.
k.b
rules: beacon_points=7; beacon_radius=2
then: 2,0 holder=0; team0 points=7

# A beacon inside the storm is closed; one outside is open.
b....
.....
.kb..
.....
.....
rules: storm_rest=1
given: match tick=249; 0,0 holder=0; 2,2 holder=0
then: 0,0 holder=none; team0 points=1
";
