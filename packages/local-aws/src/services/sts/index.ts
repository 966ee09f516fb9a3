export { createSts, operatorArn } from './create-sts';
