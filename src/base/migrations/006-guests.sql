-- Who is asked about something of another's reads it as long as he is asked. A guest is a place (organ and division) with a right to
-- one subject (`case:…`), for a reason that the one who asks can name again: `by_key`. Rooms put their own subjects into their row
-- policies by `base.is_guest`; only rooms that ask somebody let him in and out.
create table base.guest (
  about text not null,
  by_key text not null,
  organ text not null,
  division text not null,
  primary key (about, by_key)
);

create function base.let_in(about text, by_key text, organ text, division text) returns void language sql security definer set search_path = pg_catalog as $$
  insert into base.guest (about, by_key, organ, division) values ($1, $2, $3, $4) on conflict do nothing
$$;
create function base.let_out(about text, by_key text) returns void language sql security definer set search_path = pg_catalog as $$
  delete from base.guest g where g.about = $1 and g.by_key = $2
$$;
-- Whether a place where he reads is asked about the subject now.
create function base.is_guest(about text) returns boolean language sql stable security definer set search_path = pg_catalog as $$
  select current_setting('haoban.places', true) <> '' and exists (select from base.guest g where g.about = $1 and base.sees(g.organ, g.division))
$$;
revoke all on function base.let_in, base.let_out, base.is_guest from public;
grant execute on function base.let_in, base.let_out, base.is_guest to haoban_app, haoban_system;
