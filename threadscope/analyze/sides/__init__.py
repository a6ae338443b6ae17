"""Who answers whom, and who said what -> two sides and how sure one can be: what `camps` and `camp_tests` share."""
