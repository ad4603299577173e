use crate::beacons::scenario::check;

#[test]
fn end() {
    check(CASES);
}

pub(super) const CASES: &str = "
# Two teams that are left play on.
kK
then: match reason=none

# A team with a core and no unit is left.
k1
then: match reason=none

# The only team left wins, whatever the points.
kK | k.
given: K hp=1; team1 points=9
orders: k strike e
then: team0 damage=2; match reason=elimination winner=0 places=1,2

# When nobody is left, points decide.
kK | ..
given: K hp=1; k hp=1; team1 points=9; team0 damage=50
orders: k strike e; K strike w
then: team0 damage=52; team1 damage=2; match reason=elimination winner=1 places=2,1

# When nobody is left and the points are equal, damage decides.
kK | ..
given: K hp=1; k hp=1; team1 damage=1
orders: k strike e; K strike w
then: team0 damage=2; team1 damage=3; match reason=elimination winner=1 places=2,1

# When nobody is left and nothing separates them, it is a draw.
kK | ..
given: K hp=1; k hp=1
orders: k strike e; K strike w
then: team0 damage=2; team1 damage=2; match reason=elimination winner=none places=1,1

# A lead that can be made up for plays on: 10 ticks of a beacon are 10 points.
k...b
K....
given: match tick=439; team0 points=10
then: match reason=none

# A lead that nobody can make up for ends the match.
k...b
K....
given: match tick=439; team0 points=11
then: match reason=uncatchable_lead winner=0 places=1,2

# With more beacons and points a larger lead is needed.
k...b
K...b
rules: beacon_points=2
given: match tick=439; team1 points=40
then: match reason=none

# The last tick ends the match; points decide.
kK
given: match tick=449; team1 points=1; team0 damage=9
then: match reason=last_tick winner=1 places=2,1

# In the last tick damage decides between equal points.
kK
given: match tick=449; team0 damage=9
then: match reason=last_tick winner=0 places=1,2

# In the last tick it is a draw when nothing separates the first two.
kK
given: match tick=449
then: match reason=last_tick winner=none places=1,1

# A team that is out keeps its points and is ranked by them.
kK
p.
given: match tick=449; team0 points=3; team1 points=9; team2 points=5; team3 points=5
then: match reason=last_tick winner=1 places=4,1,2,2

# A team that is out can lead beyond reach.
kK
p.
given: match tick=400; team3 points=1
then: match reason=uncatchable_lead winner=3 places=2,2,2,1

# The only team left is first, and the others are ranked by their points.
kp | k.
given: p hp=2; team0 points=1; team1 points=9; team2 points=5; team3 points=5
orders: k strike e
then: team0 damage=2; match reason=elimination winner=0 places=1,2,3,3
";
