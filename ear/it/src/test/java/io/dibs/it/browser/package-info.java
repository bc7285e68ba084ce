/** A headless Chromium, spoken to in its own protocol (Chrome DevTools), so that no driver and no library is needed. */
package io.dibs.it.browser;
