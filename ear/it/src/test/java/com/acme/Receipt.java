package com.acme;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

public record Receipt(
        Order order, List<Map<String, Instant>> legs, Optional<String> note, Shipping shipping, UUID parcel) {}
