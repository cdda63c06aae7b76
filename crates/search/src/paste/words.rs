//! The words that the scanner knows. Each table is one text: the browser has to load it.

/// The errors of `errno.h` that people see, and the answers of name servers.
pub(super) const ERRNOS: &str = "EACCES EADDRINUSE EADDRNOTAVAIL EAGAIN EAI_AGAIN EALREADY EBADF EBUSY \
    ECANCELED ECHILD ECONNABORTED ECONNREFUSED ECONNRESET EDEADLK EDESTADDRREQ EDQUOT EEXIST EFAULT EFBIG \
    EHOSTDOWN EHOSTUNREACH EINPROGRESS EINTR EINVAL EIO EISCONN EISDIR ELOOP EMFILE EMLINK EMSGSIZE \
    ENAMETOOLONG ENETDOWN ENETRESET ENETUNREACH ENFILE ENOBUFS ENODEV ENOENT ENOEXEC ENOLCK ENOMEM ENOSPC \
    ENOSYS ENOTCONN ENOTDIR ENOTEMPTY ENOTFOUND ENOTSOCK ENXIO EOPNOTSUPP EPERM EPIPE EPROTO ERANGE EROFS \
    ESHUTDOWN ESRCH ESTALE ETIMEDOUT ETIMEOUT EWOULDBLOCK EXDEV NXDOMAIN SERVFAIL";

/// How the names of exceptions, and of reasons of events, end.
pub(super) const EXCEPTION_ENDINGS: &str = "Exception Error Errors Fault Failure Failed Panic Timeout Killed \
    BackOff Interrupt Denied Exceeded Refused Unavailable NotFound NotReady Aborted Exhausted Evicted \
    Pressure Unhealthy Deadlock";

/// What tells that a name in capitals is that of an error.
pub(super) const ERROR_WORDS: &str = "ERR FAIL TIMEOUT EXCEEDED EXHAUSTED UNAVAILABLE REFUSED ABORTED DENIED \
    CANCELLED UNREACHABLE DEADLOCK REJECTED CLOSED RESET EXPIRED INVALID";

/// How the names of metrics end.
pub(super) const METRIC_ENDINGS: &str = "_total _seconds _bytes _count _bucket _ratio _sum _errors _percent";

/// Log levels.
pub(super) const LEVELS: &str = "ERROR ERR WARN WARNING INFO INFORMATION DEBUG TRACE FATAL CRITICAL CRIT \
    NOTICE SEVERE PANIC EMERG EMERGENCY ALERT LOG HINT DETAIL STATEMENT CONTEXT FINE VERBOSE";

/// Levels that are words of a sentence too, unless a colon follows.
pub(super) const LEVELS_BEFORE_COLON: &str = "error err warning warn info debug fatal notice critical";

/// Words that only a protocol or a tool says.
pub(super) const COMMON: &str = "GET POST PUT DELETE PATCH HEAD OPTIONS CONNECT FIRING RESOLVED TCP HTTP \
    HTTPS stdout stderr localhost";

/// Values that say nothing, where they are values.
pub(super) const VALUES: &str = "null nil undefined none true false NaN";

/// Keys whose values are the names of services.
pub(super) const SERVICE_KEYS: &str = "service service.name service_name servicename app application job pod pod_name \
    deployment container container_name component alertname";

/// The names of fields that are in every record, written as keys.
pub(super) const COMMON_KEYS: &str = "@timestamp action addr address agent alertname alerts annotations \
    apiversion app application arn aws body bytes bytes_sent caller channel class client client_ip \
    cluster code component container container_name content context count created creationtimestamp data \
    date description detail details duration elapsed endpoint endsat env environment ecs.version err error error.message error.type errorcode errno event \
    awsregion sourceipaddress eventname eventsource eventtime exc_info exception exitcode exit_code expr extra field fields file \
    filename firing from func function generatorurl groupkey groups host hostname http http_status \
    httprequest image instance involvedobject ip job jsonpayload key kind kubernetes label labels latency \
    length level levelname levelno lineno listener location log log.level log_level logger logger_name loggername \
    loglevel lvl message metadata method module monitor msg name namespace node object op operation origin \
    parameters params path payload peer phase pid platform pod pod_name port pri priority proc process process.thread.name \
    project protocol query reason receivetimestamp receiver referer referrer region release remote \
    remote_addr remote_ip request request_method request_time request_uri requesturl resource response \
    response_code responsecode result retries rule runbook runbook_url scope server service service_name \
    service.name servicename severity sha256 signal size source sourceip sourcelocation span stack stack_trace \
    stacktrace startsat starttime state status status_code statuscode summary tag tags target team textpayload \
    thread thread_name threadname time timestamp title took trace traceback ts type upstream \
    upstream_addr upstream_status uri url user user_agent useragent value version zone";

/// Keys of ids whose names do not end in `id`.
pub(super) const ID_KEYS: &str = "id rid tid pid uid gid sid cid guid uuid nspid trace span traceid spanid \
    requestid sessionid insertid correlationid traceparent fingerprint etag hash digest nonce xid lsn offset";

/// What begins the key of an id that belongs to one request.
pub(super) const REQUEST_WORDS: &str = "request trace span correlation rid";

/// Prefixes of ids: what remains when the random part is off is nothing to search for.
pub(super) const ID_PREFIXES: &str = "req request trace span ord order txn tx ch cus evt msg id user session \
    sess inv conn run acct tenant thread cart build";

/// Names of standards, which end with a number that belongs to them.
pub(super) const STANDARDS: &str = "utf sha aes http tls ipv iso md rfc ssl base";

/// Keys whose value nobody should see.
pub(super) const SECRET_KEYS: &str = "password passwd pwd secret token api_key apikey authorization access_key \
    access_token client_secret cookie bearer";

/// Folders, packages, classes and functions that say nothing about whose they are.
pub(super) const GENERIC: &str = "com org net io java javax lang util utils common commons errors exceptions \
    impl internal core apache base main app apps src lib libs lib64 bin sbin usr opt home root var tmp srv etc \
    local www html dist build pkg cmd code workspace work project data api service services model models \
    controller controllers handler handlers helper helpers index server client modules system microsoft std \
    alloc run call invoke execute apply accept start next then emit send dispatch wrapper inner lambda closure \
    anonymous module init new object function process handle get main thread method invoke0 movenext self \
    generated unknown top required compiled block rescue ensure each map proc v1 v2 v3 v4 beta alpha com2 http \
    https net type http2 rs py js go java rb php kt ts github golang gitlab google dyn fn as op mnt release \
    enhancerbyspringcglib fastclassbyspringcglib d__1 deployment deployments pods pod namespaces namespace \
    production staging exception error errno shared current releases log logs text application json run sys fs cgroup dev \
    proc lib32 sha256 internals clients share public private refs heads";

/// How functions of run times and frameworks begin.
pub(super) const FRAMEWORK: &str = "java. javax. jdk. sun. com.sun. jakarta. kotlin. kotlinx. scala. groovy. \
    org.codehaus.groovy. org.springframework. org.apache.catalina. org.apache.tomcat. org.apache.coyote. \
    org.eclipse.jetty. org.junit. org.gradle. io.netty. reactor. akka. io.undertow. System. Microsoft. \
    runtime. runtime/ net/http. reflect. testing. internal/ panic( std:: core:: alloc:: tokio:: hyper:: \
    futures:: futures_util:: rayon:: <std:: <core:: <alloc:: <tokio:: <futures rust_ __rust _start \
    __libc_start_main backtrace:: process. Promise. Module._ Object.Module. Function. node: processTicks \
    processImmediate listOnTimeout emitErrorNT emitErrorCloseNT Socket.emit Server.emit TCP.<anonymous>";

/// Endings of source files: the rest of the name is that of a module.
pub(super) const SOURCE_ENDINGS: &str = ".py .pyc .js .mjs .cjs .ts .tsx .jsx .go .java .rb .rs .cs .php .c .cc \
    .cpp .h .hpp .kt .scala .ex .exs .erl .swift .groovy .clj .vb .fs .pl .sh";

/// Last labels of host names.
pub(super) const TOP_LABELS: &str = "com net org io dev cloud local internal co edu gov example test";

/// Labels from which on the name of a host is that of its cluster.
pub(super) const CLUSTER_LABELS: &str = "svc cluster internal local compute ec2 localdomain";

/// Units of time, and of storage, behind a number; single letters in their usual case.
pub(super) const TIMES: &str = "ns us µs μs ms s m h d sec secs second seconds min mins minute minutes hour \
    hours day days milliseconds millis msec usec microseconds nanoseconds";
pub(super) const SIZES: &str = "B b kB KB kb MB mb GB gb TB tb KiB MiB GiB TiB Ki Mi Gi Ti k K M G T bytes byte \
    pages KiB/s MiB/s MB/s kB/s Mbps Gbps";

/// Where the libraries are that come with a language.
pub(super) const STANDARD_FOLDERS: &str = "/usr/lib/python /usr/local/lib/python /usr/lib/ruby/ \
    /usr/local/lib/ruby/ /usr/local/go/src/ /usr/lib/go /rustc/ node: internal/ /usr/lib/jvm/ library/std/ \
    library/core/";

/// Signals.
pub(super) const SIGNALS: &str = "SIGKILL SIGTERM SIGSEGV SIGABRT SIGBUS SIGINT SIGHUP SIGPIPE SIGILL SIGFPE \
    SIGQUIT SIGSTOP SIGUSR1 SIGUSR2 SIGCHLD SIGXCPU";

/// What is in the keys of states of SQL.
pub(super) const STATE_KEYS: &str = "sqlstate sql_state";
