export * from './billed-transitions';
export * from './call-meters';
export * from './express-price';
export * from './lambda-price';
export * from './model-prices';
export * from './prices';
export * from './service-prices';
export * from './standard-price';
