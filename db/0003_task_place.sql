-- A card's neighbours are found without a look at every card of its cell.
CREATE INDEX task_place ON task (action, lane, rank, id);
