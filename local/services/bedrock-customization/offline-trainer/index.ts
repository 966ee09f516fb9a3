export { type MetricsFile, metricsFiles } from './metrics-files';
export { type OfflineTraining, trainOffline } from './train-offline';
export { type ReadRecords, readTrainingRecords, type TrainingExample } from './training-records';
