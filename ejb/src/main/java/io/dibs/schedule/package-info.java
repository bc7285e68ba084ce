/** When schedules are due: plain computations with times, without Redis and without a clock. */
package io.dibs.schedule;
