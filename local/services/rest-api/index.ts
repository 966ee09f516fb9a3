export { type RestApiClientOptions, type RestApiRequest, type RestApiResponse, callRestApi } from './call-rest-api';
export { createRestApis, type RestApiGateway, type RestApisOptions, restApiPrefix } from './create-rest-apis';
