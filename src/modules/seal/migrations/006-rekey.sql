-- Which master key a private key lies under, read off the sealed value itself: 8 hex digits that tell nothing of the key.
alter table seal.key add column master text generated always as (encode(substring(sealed from 2 for 4), 'hex')) stored;
create index key_master on seal.key (master) where sealed is not null;
