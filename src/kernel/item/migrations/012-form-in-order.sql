-- jsonb keeps keys by their length: what a group asks for came out in another order than its author wrote. json keeps the text as it came.
alter table item.version alter column form type json using form::json;
alter table item.draft alter column form type json using form::json;
