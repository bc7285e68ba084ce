/**
 * What this process counts and measures of its own work. It knows nothing of the server: {@link io.dibs.metric.Meters} is
 * where counts go.
 */
package io.dibs.metric;
