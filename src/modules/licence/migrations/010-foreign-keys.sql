create index granted_type on licence.granted (type);
create index batch_type on licence.batch (type);
