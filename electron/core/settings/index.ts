export { createSettings, type SettingsFeature } from './settings.ts';
