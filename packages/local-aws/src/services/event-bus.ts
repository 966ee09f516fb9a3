/** An event that a service publishes to the default bus, e.g. source `aws.states`, detail-type `Step Functions Execution Status Change`. */
export interface ServiceEvent {
  readonly source: string;
  readonly 'detail-type': string;
  readonly detail: Readonly<Record<string, unknown>>;
  readonly resources: readonly string[];
}

/** The default event bus, for services that publish to it. */
export interface EventBus {
  /** Resolves when every delivery that the event causes is saved to disk: from then on it survives the process. */
  publish(event: ServiceEvent): Promise<void>;
}
