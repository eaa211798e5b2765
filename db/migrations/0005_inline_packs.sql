-- A chart reads whole rows of packs: hours of a month fit a page as they are, and need neither unpacking nor a second table.
ALTER TABLE "pack" SET (toast_tuple_target = 8160);
