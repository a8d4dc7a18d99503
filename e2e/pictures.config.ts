/** Draws the pictures of the README: `npx playwright test --config e2e/pictures.config.ts`. Not part of the gate. */
import { defineConfig } from '@playwright/test';
import base from '../playwright.config.ts';

export default defineConfig({ ...base, testDir: 'pictures', testMatch: '*.picture.ts', globalSetup: './build-once.ts', outputDir: '../test-results/pictures', projects: [{ name: 'pictures' }], reporter: 'list' });
