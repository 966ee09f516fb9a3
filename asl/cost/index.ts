export { pricePerTransition, type StandardUse, standardPrice } from './standard-price';
