import { isJsonObject, type Json, type JsonObject } from '@document-pipelines/asl/definition';

/** A metric that an alarm watches, and is charged for. */
export interface AlarmMetric {
  readonly namespace: Json;
  readonly name: Json;
  readonly statistic: Json;
  readonly dimensions: Json;
}

/** Returns the metrics of an alarm: its own, or those that its expression adds up. */
export function metricsOf(alarm: JsonObject): readonly AlarmMetric[] {
  const queries = alarm['metric_query'] as readonly JsonObject[] | undefined;
  const metrics = queries === undefined ? [alarm] : queries.map(({ metric }) => metric).filter(isJsonObject);
  return metrics.map((metric) => ({
    namespace: metric['namespace'] ?? null,
    name: metric['metric_name'] ?? null,
    statistic: metric['statistic'] ?? metric['stat'] ?? null,
    dimensions: metric['dimensions'] ?? {},
  }));
}
