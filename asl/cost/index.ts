export * from './billed-transitions';
export * from './express-price';
export * from './prices';
export * from './standard-price';
