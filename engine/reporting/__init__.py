"""One document on a draft or an agreement: fairness to the person, fiscal fairness between the States, administrative effectiveness."""
