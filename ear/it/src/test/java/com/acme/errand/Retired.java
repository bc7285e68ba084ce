package com.acme.errand;

import jakarta.enterprise.context.ApplicationScoped;

import io.dibs.Scheduled;

/** What only the old version has done each night. */
@ApplicationScoped
public class Retired {
    @Scheduled(cron = "0 3 * * *", zone = "Europe/Berlin")
    public void clean() {
        // Nobody waits for it.
    }
}
