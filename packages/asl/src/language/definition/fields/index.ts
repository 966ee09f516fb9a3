export * from './asl-objects';
export type { Field, FieldType, ObjectFields, QueryLanguage } from './field';
