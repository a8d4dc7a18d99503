export { createCompose, type Compose, type ComposeDeps } from './compose.ts';
