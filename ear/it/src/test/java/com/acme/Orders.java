package com.acme;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;

/** Takes arguments of many types, and returns them as one. */
@ApplicationScoped
public class Orders {
    public Receipt place(
            Order order, List<Map<String, Instant>> legs, Optional<String> note, Shipping shipping, UUID parcel) {
        return new Receipt(order, legs, note, shipping, parcel);
    }
}
