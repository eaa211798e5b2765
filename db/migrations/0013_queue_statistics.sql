-- Nearly all tickets are filed and those of a queue are all open: without it, a queue's page is planned as if hardly any row were in it.
CREATE STATISTICS "cases_open_state" (mcv) ON "open", "state" FROM "cases";
