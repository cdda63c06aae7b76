//! Lines as programs print them, with what is kept and what is noise.

use proptest::prelude::*;

use super::*;

/// A line; what is kept of it, with `!` behind what is strong and `*` behind names; the noise.
const LINES: &[(&str, &str, &str)] = &[
    (
        "java.net.SocketTimeoutException: Read timed out",
        "SocketTimeoutException! Read timed out",
        "log field: java.net.",
    ),
    (
        "com.acme.payments.gateway.CardDeclinedException: issuer refused the card",
        "payments* gateway* CardDeclinedException! issuer refused the card",
        "log field: com.acme.",
    ),
    (
        "Caused by: org.apache.kafka.common.errors.TimeoutException: Topic orders not present in metadata after 60000 ms.",
        "kafka* TimeoutException! Topic orders not present in metadata after",
        "stack frame: Caused by | log field: org.apache. | log field: .common.errors. | duration: 60000 ms",
    ),
    (
        "\tat com.acme.payments.GatewayClient.charge(GatewayClient.java:142)",
        "payments* GatewayClient* charge*",
        "stack frame: at com.acme. | stack frame: (GatewayClient.java:142)",
    ),
    (
        "\tat com.acme.payments.GatewayClient$$Lambda$482/0x0000000800f3c840.run(Unknown Source) ~[payments-1.4.2.jar:?]",
        "acme* payments* GatewayClient*",
        "stack frame: at com. | stack frame: $$Lambda$482/0x0000000800f3c840.run(Unknown Source) ~[payments-1.4.2.jar:?]",
    ),
    (
        "\tat java.base/java.lang.reflect.Method.invoke(Method.java:566)",
        "",
        "stack frame: at java.base/java.lang.reflect.Method.invoke(Method.java:566)",
    ),
    (
        "\tat com.zaxxer.hikari.pool.HikariPool.getConnection(HikariPool.java:197) ~[HikariCP-4.0.3.jar:?]",
        "pool* HikariPool* getConnection*",
        "stack frame: at com.zaxxer.hikari. | stack frame: (HikariPool.java:197) ~[HikariCP-4.0.3.jar:?]",
    ),
    ("\t... 23 more", "", "stack frame: 23 more"),
    (
        r#"Exception in thread "main" java.lang.OutOfMemoryError: Java heap space"#,
        "main OutOfMemoryError! Java heap space",
        "stack frame: Exception in thread | log field: java.lang.",
    ),
    (
        "2024-05-01 12:00:03.123 ERROR 18211 --- [nio-8080-exec-7] c.a.payments.LedgerService : Could not open JDBC connection",
        "payments* LedgerService* Could not open JDBC connection",
        "timestamp: 2024-05-01 12:00:03.123 | log level: ERROR | id: 18211 | id: nio-8080-exec-7 | log field: c.a.",
    ),
    (
        r#"Traceback (most recent call last):\n  File "/app/payments/worker.py", line 42, in charge_card\n    gateway.post(order)\npsycopg2.OperationalError: server closed the connection unexpectedly"#,
        "payments* worker* charge_card* psycopg2* OperationalError! server closed the connection unexpectedly",
        r#"stack frame: Traceback (most recent call last) | stack frame: File "/app/ | stack frame: .py", line 42, in  | stack frame: \n    gateway.post(order)"#,
    ),
    (
        r#"  File "/usr/lib/python3.9/site-packages/requests/adapters.py", line 501, in send"#,
        "requests*",
        r#"stack frame: File "/usr/lib/python3.9/site-packages/ | stack frame: /adapters.py", line 501, in send"#,
    ),
    (
        r#"  File "/usr/lib/python3.9/asyncio/base_events.py", line 616, in run_until_complete"#,
        "",
        r#"stack frame: File "/usr/lib/python3.9/asyncio/base_events.py", line 616, in run_until_complete"#,
    ),
    (
        "requests.exceptions.ConnectionError: HTTPSConnectionPool(host='api.example.com', port=443): Max retries exceeded with url: /v2/charges/8841 (Caused by NewConnectionError('<urllib3.connection.HTTPSConnection object at 0x7f3b1c0d2e50>: Failed to establish a new connection: [Errno 111] Connection refused'))",
        "requests* ConnectionError! HTTPSConnectionPool* api.example.com* Max retries exceeded with url charges* NewConnectionError! urllib3* connection* HTTPSConnection* object at Failed to establish new Errno 111! refused",
        "log field: .exceptions. | log field: host | log field: port | port: 443 | path: /v2/ | path: /8841 | stack frame: Caused by | hex: 0x7f3b1c0d2e50",
    ),
    (
        "panic: runtime error: invalid memory address or nil pointer dereference [signal SIGSEGV: segmentation violation code=0x1 addr=0x18 pc=0x6f2a3c]",
        "panic runtime error invalid memory address or nil pointer dereference signal SIGSEGV! segmentation violation pc",
        "log field: code | hex: 0x1 | log field: addr | hex: 0x18 | hex: 0x6f2a3c",
    ),
    ("goroutine 47 [running]:", "", "stack frame: goroutine 47 [running]:"),
    (
        "github.com/acme/ledger/store.(*Store).Post(0xc0000b4000, {0xc000120040, 0x24})",
        "store* Post*",
        "stack frame: github.com/acme/ledger/ | stack frame: (0xc0000b4000, {0xc000120040, 0x24})",
    ),
    (
        "\t/go/src/ledger/store/post.go:88 +0x1d4",
        "store* post*",
        "stack frame: /go/src/ledger/ | stack frame: .go:88 +0x1d4",
    ),
    (
        "\t/usr/local/go/src/runtime/panic.go:884 +0x212",
        "",
        "stack frame: /usr/local/go/src/runtime/panic.go:884 +0x212",
    ),
    (
        "created by net/http.(*Server).Serve in goroutine 1",
        "",
        "stack frame: created by net/http.(*Server).Serve in goroutine 1",
    ),
    (
        "2024/05/01 12:00:03 dial tcp 10.0.3.7:5432: connect: connection refused",
        "dial tcp connect connection refused",
        "timestamp: 2024/05/01 12:00:03 | address: 10.0.3.7 | port: 5432",
    ),
    (
        "rpc error: code = DeadlineExceeded desc = context deadline exceeded",
        "rpc error DeadlineExceeded! desc context deadline exceeded",
        "log field: code",
    ),
    (
        "Error: connect ECONNREFUSED 10.0.3.7:6379",
        "connect ECONNREFUSED!",
        "log level: Error | address: 10.0.3.7 | port: 6379",
    ),
    (
        "    at TCPConnectWrap.afterConnect [as oncomplete] (node:net:1278:16)",
        "",
        "stack frame: at TCPConnectWrap.afterConnect [as oncomplete] (node:net:1278:16)",
    ),
    (
        "    at async OrderService.submit (/app/src/orders/service.js:88:13)",
        "OrderService* submit* orders*",
        "stack frame: at async  | stack frame:  (/app/src/ | stack frame: /service.js:88:13)",
    ),
    (
        "    at /app/node_modules/pg/lib/client.js:526:17",
        "pg*",
        "stack frame: at /app/node_modules/ | stack frame: /lib/client.js:526:17",
    ),
    (
        "    at processTicksAndRejections (node:internal/process/task_queues:96:5)",
        "",
        "stack frame: at processTicksAndRejections (node:internal/process/task_queues:96:5)",
    ),
    (
        "TypeError: Cannot read properties of undefined (reading 'customerId')",
        "TypeError! Cannot read properties of undefined reading customerId*",
        "",
    ),
    (
        "(node:4821) UnhandledPromiseRejectionWarning: MongoNetworkError: connection 5 to 10.1.2.3:27017 closed",
        "UnhandledPromiseRejectionWarning* MongoNetworkError! connection to closed",
        "log field: node | number: 4821 | number: 5 | address: 10.1.2.3 | port: 27017",
    ),
    (
        "thread 'main' panicked at src/ledger/post.rs:42:9:",
        "thread main panicked at ledger* post*",
        "path: src/ | path: .rs | line number: 42 | line number: 9",
    ),
    (
        "  12: ledger::post::commit::h0123456789abcdef",
        "ledger* post* commit*",
        "stack frame: 12:  | stack frame: ::h0123456789abcdef",
    ),
    ("   3: core::panicking::panic_fmt", "", "stack frame: 3: core::panicking::panic_fmt"),
    (
        "             at /rustc/90b35a6239c3d8bdabc530a6a0816f7ff89a0aaf/library/core/src/panicking.rs:64:14",
        "",
        "stack frame: at /rustc/90b35a6239c3d8bdabc530a6a0816f7ff89a0aaf/library/core/src/panicking.rs:64:14",
    ),
    (
        "   7: 0x55d0c8a1b2c3 - tokio::runtime::task::harness::poll_future",
        "",
        "stack frame: 7: 0x55d0c8a1b2c3 - tokio::runtime::task::harness::poll_future",
    ),
    (
        "ActiveRecord::ConnectionTimeoutError (could not obtain a connection from the pool within 5.000 seconds)",
        "ActiveRecord* ConnectionTimeoutError! could not obtain connection from the pool within",
        "duration: 5.000 seconds",
    ),
    (
        "/app/app/models/invoice.rb:57:in `settle!'",
        "invoice* settle*",
        "stack frame: /app/app/models/ | stack frame: .rb:57:in `",
    ),
    (
        "\tfrom /usr/lib/ruby/gems/3.2.0/gems/pg-1.5.3/lib/pg/connection.rb:690:in 'PG::Connection#exec_params'",
        "from pg*",
        "stack frame: /usr/lib/ruby/gems/3.2.0/gems/ | stack frame: -1.5.3/lib/pg/connection.rb:690:in 'PG::Connection#exec_params'",
    ),
    (
        "PG::ConnectionBad: FATAL:  remaining connection slots are reserved for non-replication superuser connections",
        "PG* ConnectionBad* remaining connection slots are reserved for non-replication* superuser connections",
        "log level: FATAL",
    ),
    (
        "System.Data.SqlClient.SqlException (0x80131904): Execution Timeout Expired.",
        "SqlClient* SqlException! Execution Timeout Expired",
        "log field: System.Data. | hex: 0x80131904",
    ),
    (
        r#"   at Acme.Billing.InvoiceRepository.LoadAsync(Guid id, CancellationToken token) in C:\build\src\Billing\InvoiceRepository.cs:line 87"#,
        "Billing* InvoiceRepository* LoadAsync*",
        r#"stack frame: at Acme. | stack frame: (Guid id, CancellationToken token) in C:\build\src\ | stack frame: .cs:line 87"#,
    ),
    (
        "   at System.Threading.Tasks.Task.Execute()",
        "",
        "stack frame: at System.Threading.Tasks.Task.Execute()",
    ),
    ("   --- End of inner exception stack trace ---", "", "stack frame: End of inner exception stack trace"),
    (
        "2024-05-01 12:00:03.123 UTC [4821] app@orders FATAL:  53300: sorry, too many clients already",
        "orders* 53300! sorry too many clients already",
        "timestamp: 2024-05-01 12:00:03.123 UTC | number: 4821 | log field: app@ | log level: FATAL",
    ),
    (
        "2024-05-01 12:00:03 UTC [99-1] ERROR:  deadlock detected",
        "deadlock detected",
        "timestamp: 2024-05-01 12:00:03 UTC | number: 99-1 | log level: ERROR",
    ),
    (
        "DETAIL:  Process 18211 waits for ShareLock on transaction 88213; blocked by process 18240.",
        "Process waits for ShareLock* on transaction blocked by",
        "log level: DETAIL | id: 18211 | number: 88213 | id: 18240",
    ),
    (
        "ERROR:  could not serialize access due to concurrent update (SQLSTATE 40001)",
        "could not serialize access due to concurrent update SQLSTATE 40001!",
        "log level: ERROR",
    ),
    ("ERROR 1040 (HY000): Too many connections", "1040! HY000! Too many connections", "log level: ERROR"),
    (
        "ERROR 1213 (40001): Deadlock found when trying to get lock; try restarting transaction",
        "1213! 40001! Deadlock found when trying to get lock try restarting transaction",
        "log level: ERROR",
    ),
    (
        "2024-05-01T12:00:03.123456Z 42 [ERROR] [MY-012592] [InnoDB] Operating system error number 28 in a file operation.",
        "MY-012592! InnoDB* Operating system error number in file operation",
        "timestamp: 2024-05-01T12:00:03.123456Z | number: 42 | log level: ERROR | number: 28",
    ),
    (
        "ORA-00060: deadlock detected while waiting for resource",
        "ORA-00060! deadlock detected while waiting for resource",
        "",
    ),
    (
        "1234:M 01 May 2024 12:00:03.123 # Can't save in background: fork: Cannot allocate memory",
        "Can't save in background fork Cannot allocate memory",
        "number: 1234 | timestamp: 01 May 2024 12:00:03.123",
    ),
    (
        "(error) OOM command not allowed when used memory > 'maxmemory'.",
        "error OOM command not allowed when used memory maxmemory",
        "",
    ),
    (
        "[2024-05-01 12:00:03,123] WARN [Consumer clientId=billing-consumer-3, groupId=billing] Offset commit failed on partition orders-7 at offset 99812: The coordinator is not aware of this member. (org.apache.kafka.clients.consumer.internals.ConsumerCoordinator)",
        "groupId* billing Offset commit failed on partition orders* at The coordinator is not aware of this member kafka* consumer* ConsumerCoordinator*",
        "timestamp: 2024-05-01 12:00:03,123 | log level: WARN | id: clientId=billing-consumer-3 | number: -7 | number: 99812 | log field: org.apache. | log field: .clients. | log field: .internals.",
    ),
    (
        "[2024-05-01 12:00:03,123] ERROR [KafkaServer id=2] Fatal error during startup: max.message.bytes invalid (kafka.server.KafkaServer)",
        "KafkaServer* Fatal error during startup max.message.bytes* invalid kafka*",
        "timestamp: 2024-05-01 12:00:03,123 | log level: ERROR | id: id=2 | log field: .server.",
    ),
    (
        r#"2024/05/01 12:00:03 [error] 31#31: *812 upstream timed out (110: Connection timed out) while reading response header from upstream, client: 10.2.3.4, server: shop.example.com, request: "GET /api/v1/orders/8841?token=abc HTTP/1.1", upstream: "http://10.0.3.7:8080/api/v1/orders/8841", host: "shop.example.com""#,
        "upstream timed out Connection while reading response header from shop.example.com* orders*",
        "timestamp: 2024/05/01 12:00:03 | log level: error | number: 31#31 | number: 812 | number: 110 | log field: client | address: 10.2.3.4 | log field: server | log field: request | log field: GET | path: /api/v1/ | path: /8841 | query string: ?token=abc | log field: HTTP/1.1 | log field: upstream | log field: http | address: 10.0.3.7 | port: 8080 | path: /api/v1/ | path: /8841 | log field: host",
    ),
    (
        r#"10.2.3.4 - - [01/May/2024:12:00:03 +0000] "POST /checkout/3f2a9c1b77 HTTP/1.1" 502 552 "-" "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36""#,
        "checkout* 502!",
        "address: 10.2.3.4 | timestamp: 01/May/2024:12:00:03 +0000 | log field: POST | path: /3f2a9c1b77 | log field: HTTP/1.1 | number: 552 | log field: Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36",
    ),
    (
        r#"May  1 12:00:03 lb-02 haproxy[1423]: 10.2.3.4:51112 [01/May/2024:12:00:03.101] https-in~ checkout/web-3 0/0/1/-1/5003 504 194 - - sH-- 12/12/0/0/3 0/0 "GET /cart HTTP/1.1""#,
        "haproxy https-in* checkout* web* 504! sH* cart*",
        "timestamp: May  1 12:00:03 | host: lb-02 | number: 1423 | address: 10.2.3.4 | port: 51112 | timestamp: 01/May/2024:12:00:03.101 | path: -3 | number: 0/0/1/-1/5003 | number: 194 | number: 12/12/0/0/3 | number: 0/0 | log field: GET | log field: HTTP/1.1",
    ),
    (
        r#"[2024-05-01T12:00:03.123Z] "POST /charge HTTP/2" 503 UF,URX 0 91 12 - "10.0.1.2" "grpc-go/1.50" "9c8b7a6d-1234-4e5f-8a9b-0c1d2e3f4a5b" "payments.prod.svc.cluster.local:8443" "10.0.9.9:8443""#,
        "charge* 503! UF URX grpc-go* payments.prod*",
        "timestamp: 2024-05-01T12:00:03.123Z | log field: POST | log field: HTTP/2 | number: 0 | number: 91 | number: 12 | address: 10.0.1.2 | path: /1.50 | uuid: 9c8b7a6d-1234-4e5f-8a9b-0c1d2e3f4a5b | host: .svc.cluster.local | port: 8443 | address: 10.0.9.9 | port: 8443",
    ),
    (
        "upstream connect error or disconnect/reset before headers. reset reason: connection failure, transport failure reason: delayed connect error: 111",
        "upstream connect error or disconnect* reset* before headers reason connection failure transport delayed",
        "number: 111",
    ),
    (
        "May  1 12:00:03 db-01 systemd[1]: postgresql.service: Main process exited, code=killed, status=9/KILL",
        "systemd postgresql.service* Main process exited killed 9! KILL*",
        "timestamp: May  1 12:00:03 | host: db-01 | number: 1 | log field: code | log field: status",
    ),
    (
        "May 01 12:00:03 web-7 systemd[1]: payments.service: Failed with result 'exit-code'.",
        "systemd payments.service* Failed with result exit-code*",
        "timestamp: May 01 12:00:03 | host: web-7 | number: 1",
    ),
    (
        "[1234567.890123] Out of memory: Killed process 18211 (java) total-vm:8123456kB, anon-rss:4194304kB, file-rss:0kB, UID:1000 oom_score_adj:900",
        "Out of memory Killed process java total-vm* anon-rss* file-rss* oom_score_adj*",
        "timestamp: 1234567.890123 | id: 18211 | size: 8123456kB | size: 4194304kB | size: 0kB | id: UID:1000 | number: 900",
    ),
    (
        "[1234567.890124]  oom_kill_process+0x25e/0x4b0",
        "oom_kill_process*",
        "timestamp: 1234567.890124 | stack frame: +0x25e/0x4b0",
    ),
    (
        "kernel: nf_conntrack: table full, dropping packet",
        "kernel nf_conntrack* table full dropping packet",
        "",
    ),
    (
        "INFO: task jbd2/sda1-8:412 blocked for more than 120 seconds.",
        "task jbd2* sda1-8* blocked for more than",
        "log level: INFO | line number: 412 | duration: 120 seconds",
    ),
    (
        "12m         Warning   BackOff             pod/payments-7d9f8b6c5d-x2x7k   Back-off restarting failed container",
        "BackOff* payments* Back-off* restarting failed container",
        "duration: 12m | log level: Warning | path: pod/ | path: -7d9f8b6c5d-x2x7k",
    ),
    (
        "payments-7d9f8b6c5d-x2x7k   0/1     CrashLoopBackOff   12 (3m ago)   45m",
        "payments* CrashLoopBackOff! ago",
        "instance suffix: -7d9f8b6c5d-x2x7k | number: 0/1 | number: 12 | duration: 3m | duration: 45m",
    ),
    (
        "Warning  FailedScheduling  3m  default-scheduler  0/12 nodes are available: 12 Insufficient memory.",
        "FailedScheduling! default-scheduler* nodes are available Insufficient memory",
        "log level: Warning | duration: 3m | number: 0/12 | number: 12",
    ),
    (
        "Last State: Terminated Reason: OOMKilled Exit Code: 137 Started: Wed, 01 May 2024 12:00:03 +0000",
        "Last Terminated OOMKilled! Exit 137! Started",
        "log field: State | log field: Reason | log field: Code | timestamp: Wed, 01 May 2024 12:00:03 +0000",
    ),
    (
        r#"E0501 12:00:03.123456       1 leaderelection.go:330] error retrieving resource lock kube-system/kube-scheduler: Get "https://10.96.0.1:443/api/v1/namespaces/kube-system": context deadline exceeded"#,
        "leaderelection* error retrieving resource lock kube-system* kube-scheduler* Get context deadline exceeded",
        "timestamp: E0501 12:00:03.123456 | number: 1 | path: .go | line number: 330 | log field: https | address: 10.96.0.1 | port: 443 | path: /api/v1/namespaces/",
    ),
    (
        "Readiness probe failed: HTTP probe failed with statuscode: 503",
        "Readiness probe failed with statuscode 503!",
        "log field: HTTP",
    ),
    (
        "Error from server (ServiceUnavailable): the server is currently unable to handle the request",
        "Error from server ServiceUnavailable! the is currently unable to handle request",
        "",
    ),
    (
        "[FIRING:1] HighErrorRate payments (prod critical)",
        "HighErrorRate* payments prod critical",
        "log field: FIRING | number: 1",
    ),
    (
        r#"{"status":"firing","labels":{"alertname":"KubePodCrashLooping","instance":"10.0.3.7:9090","job":"kube-state-metrics","pod":"payments-7d9f8b6c5d-x2x7k","severity":"critical"},"annotations":{"summary":"Pod is restarting"},"startsAt":"2024-05-01T12:00:03.123Z","generatorURL":"http://prometheus:9090/graph?g0.expr=rate","fingerprint":"c4ca4238a0b92382"}"#,
        "firing KubePodCrashLooping! kube-state-metrics* payments* Pod is restarting prometheus* graph*",
        r#"log field: status | log field: labels | log field: alertname | log field: instance | address: 10.0.3.7 | port: 9090 | log field: job | log field: pod | instance suffix: -7d9f8b6c5d-x2x7k | log field: severity | log level: critical | log field: annotations | log field: summary | log field: startsAt | timestamp: 2024-05-01T12:00:03.123Z | log field: generatorURL | log field: http | port: 9090 | query string: ?g0.expr=rate | id: fingerprint":"c4ca4238a0b92382"#,
    ),
    (
        r#"ALERT sum(rate(http_requests_total{job="checkout",status=~"5.."}[5m])) > 0.05 for 10m"#,
        "sum rate http_requests_total! checkout* for",
        "log level: ALERT | log field: job | log field: status | number: 5 | duration: 5m | number: 0.05 | duration: 10m",
    ),
    (
        r#"node_filesystem_avail_bytes{mountpoint="/var/lib/postgresql"} < 5%"#,
        "node_filesystem_avail_bytes! mountpoint postgresql*",
        "path: /var/lib/ | number: 5%",
    ),
    (
        r#"{"timestamp":"2024-05-01T12:00:03Z","level":"error","service":"checkout","trace_id":"4bf92f3577b34da6a3ce929d0e0e4736","span_id":"00f067aa0ba902b7","msg":"connection pool exhausted","pool_size":20,"duration_ms":30012}"#,
        "checkout* connection pool exhausted pool_size*",
        r#"log field: timestamp | timestamp: 2024-05-01T12:00:03Z | log field: level | log level: error | log field: service | request id: trace_id":"4bf92f3577b34da6a3ce929d0e0e4736 | request id: span_id":"00f067aa0ba902b7 | log field: msg | number: 20 | log field: duration_ms | number: 30012"#,
    ),
    (
        r#"time="2024-05-01T12:00:03Z" level=error msg="failed to acquire lease" caller=lease/lease.go:99 request_id=req-8f3k2j user_id=8841 password=hunter2"#,
        "failed to acquire lease*",
        "log field: time | timestamp: 2024-05-01T12:00:03Z | log field: level | log level: error | log field: msg | log field: caller | path: .go | line number: 99 | request id: request_id=req-8f3k2j | id: user_id=8841 | secret: password=hunter2",
    ),
    (
        "2024-05-01T12:00:03.123Z 8f14e45f-ceea-467f-a9d3-0b1c2d3e4f5a Task timed out after 3.00 seconds",
        "Task timed out after",
        "timestamp: 2024-05-01T12:00:03.123Z | uuid: 8f14e45f-ceea-467f-a9d3-0b1c2d3e4f5a | duration: 3.00 seconds",
    ),
    (
        "REPORT RequestId: 8f14e45f-ceea-467f-a9d3-0b1c2d3e4f5a Duration: 3000.12 ms Billed Duration: 3000 ms Memory Size: 128 MB Max Memory Used: 127 MB",
        "REPORT Billed Memory Max Used",
        "request id: RequestId: 8f14e45f-ceea-467f-a9d3-0b1c2d3e4f5a | log field: Duration | duration: 3000.12 ms | log field: Duration | duration: 3000 ms | log field: Size | size: 128 MB | size: 127 MB",
    ),
    (
        r#"{"eventTime":"2024-05-01T12:00:03Z","eventSource":"dynamodb.amazonaws.com","errorCode":"ProvisionedThroughputExceededException","awsRegion":"us-east-1","sourceIPAddress":"10.9.8.7","requestID":"ABC123DEF456GHI789"}"#,
        "dynamodb.amazonaws.com* ProvisionedThroughputExceededException! us-east-1*",
        r#"log field: eventTime | timestamp: 2024-05-01T12:00:03Z | log field: eventSource | log field: errorCode | log field: awsRegion | log field: sourceIPAddress | address: 10.9.8.7 | request id: requestID":"ABC123DEF456GHI789"#,
    ),
    (
        r#"{"severity":"ERROR","textPayload":"Quota exceeded for quota metric 'Queries'","insertId":"1a2b3c4d5e6f","resource":{"type":"cloud_run_revision","labels":{"service_name":"checkout","project_id":"acme-prod-123456"}},"trace":"projects/acme/traces/06796866738c859f2f19b7cfb3214824"}"#,
        "Quota exceeded for metric Queries cloud_run_revision* checkout*",
        r#"log field: severity | log level: ERROR | log field: textPayload | id: insertId":"1a2b3c4d5e6f | log field: resource | log field: type | log field: labels | log field: service_name | id: project_id":"acme-prod-123456 | request id: trace":"projects/acme/traces/06796866738c859f2f19b7cfb3214824"#,
    ),
    (
        "arn:aws:lambda:eu-west-1:123456789012:function:settle-invoice",
        "lambda eu-west-1* settle-invoice*",
        "log field: arn | log field: aws | number: 123456789012 | log field: function",
    ),
    (
        "OperationalError: (psycopg2.errors.AdminShutdown) terminating connection due to administrator command in checkout.views.pay",
        "OperationalError! psycopg2* AdminShutdown* terminating connection due to administrator command in checkout.views.pay*",
        "log field: .errors.",
    ),
    (
        "UnhandledRejection: ERR_CONNECTION_RESET in fetchCart(app/cart/loader.ts)",
        "UnhandledRejection* ERR_CONNECTION_RESET! in fetchCart* cart* loader*",
        "path: app/ | path: .ts",
    ),
    (
        "dial tcp: lookup orders-db.prod.svc.cluster.local on 10.96.0.10:53: no such host",
        "dial tcp lookup orders-db.prod* on no such host",
        "host: .svc.cluster.local | address: 10.96.0.10 | port: 53",
    ),
    (
        "SSL_ERROR_SYSCALL in connection to shop.example.com:443 for jo.doe@example.org",
        "SSL_ERROR_SYSCALL! in connection to shop.example.com* for",
        "port: 443 | address: jo.doe@example.org",
    ),
    (
        "x509: certificate has expired or is not yet valid: current time 2024-05-01T12:00:03Z is after 2024-04-30T00:00:00Z",
        "x509* certificate has expired or is not yet valid current time after",
        "timestamp: 2024-05-01T12:00:03Z | timestamp: 2024-04-30T00:00:00Z",
    ),
    (
        "Authorization: Bearer eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.abc",
        "",
        "secret: Authorization: Bearer eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.abc",
    ),
    ("SIGTERM received, exited with code 143", "SIGTERM! received exited with code 143!", ""),
    (
        "eth0: link down, mac 00:1a:2b:3c:4d:5e peer fe80::1%eth0",
        "eth0* link down mac peer",
        "address: 00:1a:2b:3c:4d:5e | address: fe80::1%eth0",
    ),
    (
        r#"#0 /var/www/html/src/Billing/Gateway.php(42): App\Billing\Gateway->charge(Object)"#,
        "Billing* Gateway* App charge Object",
        "number: 0 | path: /var/www/html/src/ | path: .php | line number: 42",
    ),
    (
        "redis.exceptions.BusyLoadingError: Redis is loading the dataset in memory (max_connections=100)",
        "redis* BusyLoadingError! is loading the dataset in memory max_connections*",
        "log field: .exceptions. | number: 100",
    ),
    (
        r#"java.lang.IllegalStateException: pool shut down\n\tat com.acme.cart.CartService.load(CartService.java:31)\n\tat sun.reflect.GeneratedMethodAccessor12.invoke(Unknown Source)"#,
        "IllegalStateException! pool shut down cart* CartService* load*",
        "log field: java.lang. | stack frame: at com.acme. | stack frame: (CartService.java:31) | stack frame: at sun.reflect.GeneratedMethodAccessor12.invoke(Unknown Source)",
    ),
    (
        "sentry: TimeoutError: QueuePool limit of size 5 overflow 10 reached, connection timed out, timeout 30.00",
        "sentry TimeoutError! QueuePool* limit of size overflow reached connection timed out timeout",
        "number: 5 | number: 10 | number: 30.00",
    ),
    (
        "[ERROR] ConnectionResetError: [Errno 104] Connection reset by peer (checkout.tasks.sync_cart) build 4821",
        "ConnectionResetError! Errno 104! Connection reset by peer checkout.tasks.sync_cart* build",
        "log level: ERROR | number: 4821",
    ),
    (
        "System.Net.Http.HttpRequestException: Response status code does not indicate success: 429 (Too Many Requests).",
        "HttpRequestException! Response status code does not indicate success 429! Too Many Requests",
        "log field: System.Net.Http.",
    ),
    (
        "time out waiting for etcd: member 8e9e05c52164694d took too long (1.204s) to execute",
        "time out waiting for etcd member took too long to execute",
        "hex: 8e9e05c52164694d | duration: 1.204s",
    ),
    (
        r#"kubelet[911]: E0501 12:00:03.123456 911 pod_workers.go:951] "Error syncing pod" err="failed to \"StartContainer\" for \"checkout\"" pod="shop/checkout-5f6b7c8d9-zxcvb" podUID=9c8b7a6d-1234-4e5f-8a9b-0c1d2e3f4a5b"#,
        "kubelet pod_workers* Error syncing pod failed to StartContainer* for shop* checkout*",
        "number: 911 | timestamp: E0501 12:00:03.123456 | number: 911 | path: .go | line number: 951 | log field: err | log field: pod | path: -5f6b7c8d9-zxcvb | id: podUID=9c8b7a6d-1234-4e5f-8a9b-0c1d2e3f4a5b",
    ),
    (
        "InnoDB: Error: semaphore wait has lasted > 600 seconds; innodb_lock_wait_timeout=50",
        "InnoDB* semaphore wait has lasted innodb_lock_wait_timeout*",
        "log field: Error | duration: 600 seconds | number: 50",
    ),
    (
        "CVE-2021-44228 in log4j-core 2.14.1, see https://wiki.example.com/display/SEC/Log4Shell?pageId=1234#fix",
        "CVE-2021-44228! in log4j-core* see wiki.example.com* SEC* Log4Shell*",
        "number: 2.14.1 | log field: https | path: /display/ | query string: ?pageId=1234#fix",
    ),
    (
        "amqp://guest:guest@rabbit-0.queue.svc.cluster.local:5672/%2f connection lost: CONNECTION_FORCED - node was shut down",
        "amqp* rabbit* queue* connection lost CONNECTION_FORCED* node was shut down",
        "secret: guest:guest | number: -0 | host: .svc.cluster.local | port: 5672 | path: /%2f",
    ),
    (
        r#"Liveness probe errored: command "redis-cli ping" timed out; image registry.example.com/shop/cart:v2.14.3@sha256:4bf92f3577b34da6a3ce929d0e0e47364bf92f3577b34da6a3ce929d0e0e4736"#,
        "Liveness probe errored command redis-cli* ping timed out image shop* cart*",
        "path: registry.example.com/ | log field: v2.14.3@sha256 | hex: 4bf92f3577b34da6a3ce929d0e0e47364bf92f3577b34da6a3ce929d0e0e4736",
    ),
    (
        "データベース接続エラー: 接続がタイムアウトしました 2024-05-01T12:00:03Z db-3",
        "データベース接続エラー 接続がタイムアウトしました db*",
        "timestamp: 2024-05-01T12:00:03Z | number: -3",
    ),
    (
        r#"2024-05-01 12:00:03,123 - celery.worker - CRITICAL - Unrecoverable error: OperationalError('could not translate host name "db-primary.internal" to address')"#,
        "celery.worker* Unrecoverable error OperationalError! could not translate host name db-primary* to address",
        "timestamp: 2024-05-01 12:00:03,123 | log level: CRITICAL | host: .internal",
    ),
    (
        r#"<134>1 2024-05-01T12:00:03.123Z web01 checkout 4821 ID47 [meta seq="29"] upstream prematurely closed connection"#,
        "web01* checkout ID47* meta seq upstream prematurely closed connection",
        "number: 134 | number: 1 | timestamp: 2024-05-01T12:00:03.123Z | number: 4821 | number: 29",
    ),
    (
        "10:15:32.123 [main] WARN  o.s.b.a.jdbc.DataSourceHealthIndicator - DataSource health check failed",
        "main jdbc* DataSourceHealthIndicator* DataSource* health check failed",
        "timestamp: 10:15:32.123 | log level: WARN | log field: o.s.b.a.",
    ),
    (
        "I0501 12:00:03.123456       1 controller.go:88] Reconciling shop/cart generation=12 took=1.2s",
        "controller* Reconciling shop* cart* generation",
        "timestamp: I0501 12:00:03.123456 | number: 1 | path: .go | line number: 88 | number: 12 | log field: took | duration: 1.2s",
    ),
    (
        "W20240501 12:00:03.123456 12345 tablet_server.cc:99] Slow RPC to peer 10.0.0.3:7100",
        "tablet_server* Slow RPC to peer",
        "timestamp: W20240501 12:00:03.123456 | number: 12345 | path: .cc | line number: 99 | address: 10.0.0.3 | port: 7100",
    ),
    (
        "Error: ER_LOCK_DEADLOCK: Deadlock found when trying to get lock; try restarting transaction at Query.Sequence._packetToError (/app/node_modules/mysql/lib/protocol/sequences/Sequence.js:47:14)",
        "ER_LOCK_DEADLOCK! Deadlock found when trying to get lock try restarting transaction mysql*",
        "log level: Error | stack frame: at Query.Sequence._packetToError (/app/node_modules/ | stack frame: /lib/protocol/sequences/Sequence.js:47:14)",
    ),
    (
        "FATAL ERROR: Reached heap limit Allocation failed - JavaScript heap out of memory",
        "Reached heap limit Allocation failed JavaScript* out of memory",
        "log level: FATAL | log level: ERROR",
    ),
    (
        "curl: (35) OpenSSL SSL_connect: SSL_ERROR_SYSCALL in connection to api.stripe.com:443",
        "curl OpenSSL* SSL_connect* SSL_ERROR_SYSCALL! in connection to api.stripe.com*",
        "number: 35 | port: 443",
    ),
    (
        "[  123.456789] EXT4-fs error (device sda1): ext4_find_entry:1455: inode #2: comm nginx: reading directory lblock 0",
        "EXT4-fs* error device sda1* ext4_find_entry* inode comm nginx reading directory lblock",
        "timestamp: 123.456789 | number: 1455 | number: 2 | number: 0",
    ),
    (
        "fatal: unable to access 'https://git.example.com/shop/cart.git/': Could not resolve host: git.example.com",
        "unable to access git.example.com* shop* cart.git* Could not resolve host",
        "log level: fatal | log field: https",
    ),
    (
        "Error response from daemon: toomanyrequests: You have reached your pull rate limit.",
        "Error response from daemon toomanyrequests You have reached your pull rate limit",
        "",
    ),
    (
        "write tcp 10.1.2.3:41234->10.0.3.7:5432: write: broken pipe",
        "write tcp broken pipe",
        "address: 10.1.2.3 | port: 41234 | address: 10.0.3.7 | port: 5432",
    ),
    (
        r#"{"@timestamp":"2024-05-01T12:00:03.123+00:00","log.level":"ERROR","message":"Failed to flush segment","ecs.version":"1.2.0","service.name":"indexer","error.type":"java.io.IOException","error.message":"No space left on device","process.thread.name":"elasticsearch[node-1][flush][T#3]"}"#,
        "Failed to flush segment indexer* IOException! No space left on device elasticsearch node*",
        "log field: timestamp | timestamp: 2024-05-01T12:00:03.123+00:00 | log field: log.level | log level: ERROR | log field: message | log field: ecs.version | number: 1.2.0 | log field: service.name | log field: error.type | log field: java.io. | log field: error.message | log field: process.thread.name | number: -1 | log field: T#3",
    ),
    (
        "etcdserver: mvcc: database space exceeded (NOSPACE alarm raised on member 8211f1d0f64f3269)",
        "etcdserver mvcc database space exceeded NOSPACE alarm raised on member",
        "hex: 8211f1d0f64f3269",
    ),
    (
        r#"pq: password authentication failed for user "checkout""#,
        "pq password authentication failed for user checkout",
        "",
    ),
    (
        "WARNING: terminating connection because of crash of another server process",
        "terminating connection because of crash another server process",
        "log level: WARNING",
    ),
    (
        r#"Consul: No cluster leader; raft: Heartbeat timeout from "10.0.1.2:8300" reached, starting election term=42"#,
        "Consul No cluster leader raft Heartbeat timeout from reached starting election term",
        "address: 10.0.1.2 | port: 8300 | number: 42",
    ),
    (
        "   at Object.<anonymous> (/srv/app/test.js:10:5)",
        "test*",
        "stack frame: at Object.<anonymous> (/srv/app/ | stack frame: .js:10:5)",
    ),
    (
        "kubectl get pods: Unable to connect to the server: net/http: TLS handshake timeout",
        "kubectl get pods Unable to connect the server TLS handshake timeout",
        "path: net/http",
    ),
    (
        "status: 503, path: /api/v2/inventory/items/77, duration: 30s, user: 8812",
        "503! inventory* items*",
        "log field: status | log field: path | path: /api/v2/ | path: /77 | log field: duration | duration: 30s | log field: user | number: 8812",
    ),
    ("Segmentation fault (core dumped) signal 11", "Segmentation fault core dumped signal 11!", ""),
    (
        "CRITICAL: Disk usage on /var/lib/docker is 97% (threshold 90%)",
        "Disk usage on docker* is threshold",
        "log level: CRITICAL | path: /var/lib/ | number: 97% | number: 90%",
    ),
    ("mysqld: Got error 28 from storage engine", "mysqld Got error from storage engine", "number: 28"),
    (
        "java.sql.SQLException: Lock wait timeout exceeded; try restarting transaction (SQLState: 40001, errorCode: 1205)",
        "sql* SQLException! Lock wait timeout exceeded try restarting transaction SQLState 40001! 1205!",
        "log field: java. | log field: errorCode",
    ),
    (
        "Exit status 1: make: *** [Makefile:12: build] Error 2",
        "Exit status make Makefile build Error",
        "number: 1 | number: 12 | number: 2",
    ),
    (
        "cloudfront 504 Gateway Timeout ERROR x-amz-cf-id: Jx8v1nT2b3C4d5E6f7G8h9I0jK==",
        "cloudfront 504! Gateway Timeout",
        "log level: ERROR | id: x-amz-cf-id: Jx8v1nT2b3C4d5E6f7G8h9I0jK==",
    ),
    (
        "HTTP/1.1 429 Too Many Requests retry-after: 30",
        "429! Too Many Requests retry-after*",
        "log field: HTTP/1.1 | number: 30",
    ),
    (
        "error: failed to push: remote rejected (pre-receive hook declined)",
        "failed to push remote rejected pre-receive* hook declined",
        "log level: error",
    ),
    (
        "AWS::EC2 InsufficientInstanceCapacity in us-east-1a for c5.4xlarge",
        "AWS* EC2* InsufficientInstanceCapacity* in us-east-1a* for c5.4xlarge*",
        "",
    ),
    (
        "Unhandled exception: System.NullReferenceException: Object reference not set to an instance of an object.",
        "Unhandled exception NullReferenceException! Object reference not set to an instance of",
        "log field: System.",
    ),
    (
        "#3  0x00007f3b1c0d2e50 in epoll_wait () from /lib/x86_64-linux-gnu/libc.so.6",
        "in epoll_wait* from x86_64-linux-gnu* libc.so.6*",
        "number: 3 | hex: 0x00007f3b1c0d2e50 | path: /lib/",
    ),
    (
        "    raise ConnectionError(err, request=request)",
        "raise ConnectionError! err request",
        "log field: request",
    ),
];

/// What is kept of a text, as in [`LINES`].
fn kept(text: &str) -> String {
    let written = |kept: &Kept| {
        let mark = match kept.weight {
            Weight::Strong => "!",
            Weight::Name => "*",
            Weight::Word => "",
        };
        format!("{}{mark}", &text[kept.start..kept.end])
    };
    read(text).kept.iter().map(written).collect::<Vec<_>>().join(" ")
}

/// The noise of a text, as in [`LINES`].
fn noise(text: &str) -> String {
    let written = |noise: &Noise| format!("{}: {}", noise.class.name(), &text[noise.start..noise.end]);
    read(text).noise.iter().map(written).collect::<Vec<_>>().join(" | ")
}

#[test]
fn lines_of_all_kinds() {
    for (line, kept_text, noise_text) in LINES {
        assert_eq!(kept(line), *kept_text, "kept of {line:?}");
        assert_eq!(noise(line), *noise_text, "noise of {line:?}");
    }
}

#[test]
fn pasted_text_is_told_from_typed() {
    for typed in [
        "",
        "database timeout after failover",
        "sev:<=2 service:payments dns",
        "service:payments team:core kind:outage status:resolved year:2024",
        "after:2024-03-01 before:2024-06-01 certificate",
        "\"split brain\" +kafka -drill",
        "why did the payments service lose its connections after the failover in March",
        "what happened on 2024-05-01 at 12:30 with the checkout",
        "ECONNRESET",
        "ORA-00060",
        "SQLSTATE 53300 too many connections",
        "payments-7d9f8b6c5d-x2x7k",
        "123e4567-e89b-12d3-a456-426614174000",
        "10.0.3.7",
        "/var/lib/postgresql disk full",
        "commit 3f2a9c1 broke the login page",
        "what listens on port 5432 and 6379",
        "web-01 and kafka-0 went down in us-east-1",
        "p99 latency above 300ms for 10m after deploy v1.2.3",
        "HTTP 503 from GET /checkout and /cart/items",
        "max_connections = 100 too low",
        "std::sync::Mutex poisoned",
        "ECONNREFUSED: broker",
        "service:postgres OperationalError too many clients",
        "sudden timeouts: OperationalError after the deploy",
    ] {
        assert!(!is_pasted(typed), "{typed:?}");
    }
    for pasted in [
        "first line\nsecond line",
        "2024-05-01T12:00:03Z ERROR connection refused",
        "payments-7d9f8b6c5d-x2x7k 0/1 CrashLoopBackOff 12 (3m ago)",
        "at com.acme.payments.Gateway.charge(Gateway.java:42)",
        "dial tcp: lookup orders-db.prod.svc.cluster.local on 10.96.0.10:53: no such host",
        "level=error msg=\"pool exhausted\" service=checkout",
        "{\"level\":\"error\",\"msg\":\"pool exhausted\"}",
        "timeout for request 123e4567-e89b-12d3-a456-426614174000 in checkout",
        "failed with request_id=req-8f3k2j while charging",
        "psycopg2.OperationalError: FATAL:  sorry, too many clients already",
        "java.net.SocketTimeoutException: Read timed out",
        "java.lang.OutOfMemoryError: Java heap space in worker",
        "TypeError: Cannot read properties of undefined (reading 'id')",
        "ECONNREFUSED: connection to the broker was refused",
    ] {
        assert!(is_pasted(pasted), "{pasted:?}");
    }
    assert!(is_pasted(&"word ".repeat(LONG_WORDS)));
    assert!(is_pasted(&"x".repeat(LONG_BYTES)));
}

#[test]
fn only_the_innermost_frames_of_a_trace_are_kept() {
    let names = |range: std::ops::Range<usize>| range.map(|i| format!("step{i:02}x*")).collect::<Vec<_>>();
    let mut java = String::from("java.lang.IllegalStateException: stuck\n");
    let mut python = String::from("Traceback (most recent call last):\n");
    for i in 0..40 {
        java += &format!("\tat step{i:02}x(Steps.java:{i})\n");
        python += &format!("  File \"/srv/app/main.py\", line {i}, in step{i:02}x\n    go(deeper)\n");
    }
    python += "KeyError: 'stuck'";
    let java_kept = kept(&java);
    assert_eq!(java_kept, format!("IllegalStateException! stuck {}", names(0..8).join(" ")));
    assert_spans(&python);
    let python_kept = kept(&python);
    assert_eq!(python_kept, format!("{} KeyError! stuck", names(32..40).join(" ")));
}

#[test]
fn the_strongest_are_kept_each_once_and_in_order() {
    let mut text: String = (0..100)
        .map(|i| format!("word{} ", char::from(b'a' + i % 26).to_string().repeat(i as usize / 26 + 1)))
        .collect();
    text += "key_name Key_Name ECONNRESET econnreset";
    let found = read(&text).kept;
    assert_eq!(found.len(), MAX_KEPT);
    assert!(kept(&text).ends_with("key_name* ECONNRESET!"), "{}", kept(&text));
}

#[test]
fn time_is_linear_and_only_the_start_is_read() {
    for unit in [
        "a:",
        "a.",
        "a-",
        "at ",
        "at a(",
        "/a",
        "1-",
        "::",
        "x=",
        "\\n",
        "\"",
        "File \"",
        "a@b.",
        "é",
        "eyJ",
        "0x1,",
        "{\"a_id\":",
        "1 ",
        "A1b2C3d4",
        "a\u{301}",
        "http://a",
        "\n1: ",
        "at a.b(c.java:1)\n",
    ] {
        let text = unit.repeat((1 << 20) / unit.len());
        let found = read(&text);
        let last =
            found.kept.iter().map(|kept| kept.end).chain(found.noise.iter().map(|noise| noise.end)).max();
        assert!(last.unwrap_or(0) <= MAX_BYTES, "{unit:?}");
    }
}

/// Whether the spans of a text are in order, apart and between characters.
fn assert_spans(text: &str) {
    let Pasted { kept, noise } = read(text);
    assert!(kept.len() <= MAX_KEPT);
    let kept: Vec<(usize, usize)> = kept.iter().map(|kept| (kept.start, kept.end)).collect();
    let noise: Vec<(usize, usize)> = noise.iter().map(|noise| (noise.start, noise.end)).collect();
    assert!(kept.is_sorted() && noise.is_sorted(), "{text:?}");
    let mut spans = [kept, noise].concat();
    spans.sort_unstable();
    let mut at = 0;
    for (start, end) in spans {
        assert!(at <= start && start < end && text.get(start..end).is_some(), "{start}..{end} of {text:?}");
        at = end;
    }
}

/// Pieces of pasted text, which meet in no particular order.
const PIECES: &[&str] = &[
    "at ",
    "com.acme.Foo.bar(",
    "Foo.java:12)",
    "(",
    ")",
    "File \"",
    "/app/a.py\"",
    ", line 1, in f",
    "\n",
    "\\n",
    "\\t",
    "    ",
    "2024-05-01",
    "T12:00:03",
    "Z",
    " ",
    ":",
    "::",
    "=",
    "\"",
    "'",
    "trace_id",
    "4bf92f3577b34da6",
    "password",
    "10.0.0.1",
    "fe80::1",
    "http://",
    "a@b.co",
    "?x=1",
    "/usr/lib/",
    "node_modules/",
    "pkg/mod/",
    "@",
    "-7d9f8b6c5d",
    "-x2x7k",
    "ERROR",
    "status",
    "503",
    "exit code ",
    "137",
    "é",
    "データ",
    "ip-",
    "1h",
    "%",
    "+0x1/0x2",
    ".svc.cluster.local",
    "in `",
    "goroutine 1 [running]:",
    "created by ",
    "May  1 12:00:03 ",
    "nginx[1]:",
    "[",
    "]",
    "{",
    "}",
    "eyJ",
    "\\",
    "C:\\",
    " in ",
    ":line ",
    " ~[",
    "12: ",
    "0x1 - ",
    "Bearer ",
    "Mozilla/5.0",
    "\u{301}",
    "://",
    "#",
    "$",
    "registry/src/",
];

proptest! {
    #[test]
    fn any_text_has_proper_spans(text in "\\PC{0,200}") {
        assert_spans(&text);
        is_pasted(&text);
    }

    #[test]
    fn any_pieces_have_proper_spans(pieces in prop::collection::vec(prop::sample::select(PIECES), 0..40)) {
        assert_spans(&pieces.concat());
    }
}

#[test]
fn the_lines_have_proper_spans_cut_anywhere() {
    for (line, ..) in LINES {
        for (start, _) in line.char_indices() {
            assert_spans(&line[start..]);
            assert_spans(&line[..start]);
        }
    }
}
