export { type BedrockCustomizationOptions, createBedrockCustomization } from './create-bedrock-customization';
