package com.acme;

import jakarta.annotation.Resource;
import jakarta.ejb.Stateless;
import jakarta.transaction.TransactionSynchronizationRegistry;

/** An EJB: each of its methods has a transaction, though none asks for it. */
@Stateless
public class Teller {
    @Resource
    private TransactionSynchronizationRegistry transactions;

    public boolean hasTransaction() {
        return transactions.getTransactionKey() != null;
    }
}
