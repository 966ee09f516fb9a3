export { callRestApi, type RestApiClientOptions, type RestApiRequest, type RestApiResponse } from './call-rest-api';
export { createRestApis, type RestApiGateway, type RestApisOptions, restApiPrefix } from './create-rest-apis';
