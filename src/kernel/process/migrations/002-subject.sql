-- What an instance is about, as a person reads it and where he finds it; without a word about the person it concerns.
alter table process.instance add column title text not null default '', add column href text not null default '';
-- Whether an item's folder or the desk has the last word on a model.
alter table process.version add column kept_at text not null default 'folder' check (kept_at in ('folder', 'desk'));
-- How often an organ was reminded of a step that it is late with.
alter table process.task add column reminders int not null default 0;
