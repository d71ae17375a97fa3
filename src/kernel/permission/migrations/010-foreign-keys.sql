create index granted_officer on permission.granted (account, office);
