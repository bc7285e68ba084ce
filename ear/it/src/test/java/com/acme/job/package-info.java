/** Artifacts of Jakarta Batch jobs, which say nothing of tasks but where they ask for one. */
package com.acme.job;
