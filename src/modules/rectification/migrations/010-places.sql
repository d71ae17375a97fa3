alter policy sees on rectification.order using (rectification.works() and base.sees(organ, division) and not (base.who() = any (barred)));
