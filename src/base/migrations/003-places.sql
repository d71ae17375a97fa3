-- Where somebody reads: 'organ@division' pairs, each part a name or '*'. A right in every organ of one division is that, and no more.
create function base.sees(organ text, division text) returns boolean language sql stable parallel safe as $$
  select (organ || '@' || division) = any (base.list('haoban.places')) or (organ || '@*') = any (base.list('haoban.places'))
    or ('*@' || division) = any (base.list('haoban.places')) or '*@*' = any (base.list('haoban.places'))
$$;
