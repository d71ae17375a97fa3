-- A number is looked for among those of all organs: two of one county print numbers that look alike.
create index licence_no on licence.licence (type, no);
