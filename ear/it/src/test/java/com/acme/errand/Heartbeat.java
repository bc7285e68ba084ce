package com.acme.errand;

import java.lang.System.Logger.Level;

import jakarta.enterprise.context.ApplicationScoped;

import io.dibs.Scheduled;

/** What both versions have done each second. */
@ApplicationScoped
public class Heartbeat {
    private static final System.Logger LOG = System.getLogger(Heartbeat.class.getName());

    @Scheduled(every = "PT1S")
    public void beat() {
        LOG.log(Level.INFO, "The heart beats.");
    }
}
