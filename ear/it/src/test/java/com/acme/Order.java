package com.acme;

import java.math.BigDecimal;
import java.util.List;

public record Order(String customer, List<Item> items) {
    public record Item(String article, int count, BigDecimal price) {}
}
