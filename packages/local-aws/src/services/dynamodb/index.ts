export { type Dynamodb, startDynamodb } from './start-dynamodb';
