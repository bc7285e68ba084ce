/** What is exported for Prometheus, and what asks for it. */
package io.dibs.it.metric;
