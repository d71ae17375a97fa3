-- Pieces of words for the indexes of several rooms, whichever of them comes first.
create extension if not exists pg_trgm;
