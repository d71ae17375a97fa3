-- Every row costs its indices at each act. Whoever looks for the cases in somebody's hands goes by `file_hands`, which begins with the holder
-- as this one does, covers the same rows, and has the sort key of the lists; nothing orders by a holder's bare due day.
drop index cases.file_holder;
