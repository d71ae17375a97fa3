alter policy organ on evaluation.rating using (
  (base.sees(organ, division) and evaluation.permits(array['evaluation.read', 'evaluation.handle'])) or evaluation.permits(array['evaluation.review']));
