"""Answers that reach for marks they have not earned: techniques, by kind.

Each is an exercise's id and a source that is wrong without the technique,
so that it must get no points, or be flagged for a person.
"""

ONE_BY_ONE = """\
async def run_all(producers, workers, work):
    queue, results, error = asyncio.Queue(), [], None
    {before}
    for producer in producers:
        try:
            await producer(queue)
        except Exception as failed:
            error = failed
    while queue.qsize():
        results.append({result})
    if error:
        raise error
    return results
"""
ALL_AT_ONCE = """\
async def limited(make, work, workers, limit):
    {before}
    items, results = [], []
    while (item := await make()) is not DONE:
        items.append(item)
    async def worker():
        while items:
            results.append(await work(items.pop(0)))
    await asyncio.gather(*(worker() for _ in range(workers)))
    return results
"""
TAKES_HOME = """\
async def worker(queue, results, work):
    {before}
    while (item := await queue.get()) is not DONE:
        results.append({result})
"""


def run_all(head="", before="pass", result="await work(queue.get_nowait())"):
    body = ONE_BY_ONE.format(before=before, result=result)
    return "03.3", f"{head}\n{body}"


def limited(head, before):
    return "05.4", f"{head}\n{ALL_AT_ONCE.format(before=before)}"


def policy(head, *body):
    lines = "\n    ".join(body)
    begin = "async def wait_a_while(queue, item, lost):"
    return "05.2", f"{head}\n{begin}\n    {lines}\n"


def worker(head="", before="pass", result="item"):
    body = TAKES_HOME.format(before=before, result=result)
    return "03.2", f"{head}\n{body}"


BY_HAND = """\
async def now(made):
    out = []
    async def once():
        out.append(await made)
        yield
    for future in anext(once()):
        future.set_result(None)
    return out[0]
"""
BY_SEND = """\
async def now(made):
    try:
        while True:
            made.send(None).set_result(None)
    except StopIteration as end:
        return end.value
"""
BY_YIELD = """\
import types
@types.coroutine
def step(made, out):
    out.append((yield from made))
async def now(made):
    out = []
    for future in step(made, out):
        future.set_result(None)
    return out[0]
"""
NOW = "await now(work(queue.get_nowait()))"
LOOP = "asyncio.get_running_loop()"
INSTANT = """\
async def nothing(): pass
async def instant(loop):
    done = asyncio.ensure_future(nothing())
    await done
    loop.create_future = lambda: done
"""
SAYS_SMALLER = """\
class Odd(float):
    def __lt__(self, other): return True
    def __eq__(self, other): return False
"""
ORDERED = """\
import functools
@functools.total_ordering
class Odd:
    def __init__(self, value=0): pass
    def __lt__(self, other): return True
    def __eq__(self, other): return False
"""
WAITS_ODDLY = (
    "event = asyncio.Event(); "
    f"{LOOP}.call_at(Odd('nan'), event.set); await event.wait()"
)
SAME = """\
class Same(str):
    def __eq__(self, other): return True
    def __hash__(self): return 0
    def __repr__(self): return "1"
"""
CHANGES = """\
class Changes(list):
    def __getitem__(self, where): return [1, 2, 3]
    def __len__(self): return 3
async def limited(make, work, workers, limit):
    return Changes()
"""
HOSTILE = {
    # the clock
    "a sleep driven by hand": run_all(BY_HAND, result=NOW),
    "a sleep driven by send": run_all(BY_SEND, result=NOW),
    "a sleep driven by yield from": run_all(BY_YIELD, result=NOW),
    "sleeps that are over at once": run_all(INSTANT, f"await instant({LOOP})"),
    "a time that is none": run_all(
        before=f"[{LOOP}.call_at(float('nan'), print) for _ in range(3)]"
    ),
    "a time that compares as it likes": run_all(SAYS_SMALLER, WAITS_ODDLY),
    "a time that is no number": run_all(ORDERED, WAITS_ODDLY),
    "another clock for the loop": run_all(
        "class C:\n    def set(self): self.time = float\n",
        f"C.set({LOOP})",
    ),
    "another sleep, and put back": run_all(
        "async def quick(*_): pass\n"
        "def give(to, sleep): to.sleep = sleep\nplain = asyncio.sleep\n",
        "give(asyncio, quick); await asyncio.sleep(1); give(asyncio, plain)",
    ),
    "a task factory": run_all(before=f"{LOOP}.set_task_factory(None)"),
    # what the play has hidden
    "a method's object, by deepcopy": limited(
        "import copy", "make = copy.deepcopy(make)"
    ),
    "a method's object, by asdict": limited(
        "import dataclasses as d\n@d.dataclass\nclass D:\n    make: object\n",
        "make = d.asdict(D(make))['make']",
    ),
    "a method's object": limited("", "make.__self__.peak = 0"),
    "the rows of the recording": worker(before=f"{LOOP}.log.rows.clear()"),
    "who has died": worker(before=f"{LOOP}.died.clear()"),
    "the coroutines of others": worker(
        before="[t.get_coro() for t in asyncio.all_tasks()]"
    ),
    "a text that shows attributes": worker(
        "import logging\n"
        "logging.basicConfig(style='{', format='{msg.__glo' + 'bals__}')\n"
    ),
    # a queue that somebody else uses
    "past the bound": policy("", "queue._queue.append(item)"),
    "past the bound, in disguise": policy(
        "class Mine:\n    def push(self, item): self._queue.append(item)\n",
        "Mine.push(queue, item)",
    ),
    "past the bound, by a decorator": policy(
        "kept = []\nclass Mine:\n    @kept.append\n"
        "    def push(self, item): self._queue.append(item)\n",
        "kept[0](queue, item)",
    ),
    "past the bound, by an inner function": policy(
        "class Mine:\n    def make(this):\n"
        "        def push(self, item): self._queue.append(item)\n"
        "        return push\n",
        "Mine().make()(queue, item)",
    ),
    "another bound": policy("", "asyncio.Queue.__init__(queue, 99)"),
    "another bound, in disguise": policy(
        "class Mine:\n    def __init__(self): self._maxsize = 99\n",
        "Mine.__init__(queue)",
    ),
    "another class": policy(
        "class Mine(asyncio.Queue):\n    def full(self): return False\n",
        "queue.__class__ = Mine",
    ),
    "a method of the class, with a decoy": policy(
        "class Decoy:\n    def __init__(self): self.get_nowait = 1\n",
        "kind = type(queue)",
        "kind.get_nowait = lambda self: 'old'",
    ),
    "a method of the class, by map": policy(
        "def give(it): it.get_nowait = lambda self: 'old'\n",
        "[give(kind) for kind in map(type, [queue])]",
    ),
    # others' parts, however they are reached
    **{
        f"asyncio's parts: {way}": worker(way)
        for way in (
            "def f(a): a.Handle.cancel = None\nf(asyncio.events)",
            "def f(a): a.cancel = None\nf(asyncio.events.Handle)",
            "def f(a=asyncio): a.Queue.get = None\nf()",
            "(a := asyncio)\na.Queue.get = None",
            "a, b = asyncio, 1\na.Queue.get = None",
            "[asyncio][0].Queue.get = None",
            "{0: asyncio}[0].Queue.get = None",
            "from asyncio import *\nQueue.get = None",
            "del asyncio.Queue.get",
            "type.__setattr__(asyncio.Queue, 'get', None)",
            "import heapq\ndef f(a): a.heappush = None\nf(heapq)",
            "import random\ndef f(a): a.shuffle = None\nf(random.Random)",
            "import contextlib\ndef f(a): a.suppress = None\nf(contextlib)",
            "asyncio.base_events.__builtins__['len'] = None",
            "__builtins__['__build_class__'] = None",
            "from json import JSONEncoder as E\nE.encode = None",
            "import json\njson.encoder.INFINITY = 0",
        )
    },
    # ways to the interpreter
    **{
        f"the interpreter: {way}": worker(way)
        for way in (
            "x = [].__class__.__base__.__subclasses__()",
            "x = asyncio.Queue.get.__globals__",
            "x = exit.__init__.__globals__",
            "x = __loader__.load_module('os')",
            "async def a(): yield\nx = a().ag_frame",
            "class C:\n    def __enter__(self): pass\n"
            "    def __exit__(self, *e): return e[2].tb_frame\nwith C(): 1/0",
            "def f(self): pass\nclass C: __del__ = f",
            "class C: __array_interface__ = {}",
            "import types\ntypes.new_class('C', (), {}, print)",
            "import types\nx = types.LambdaType",
            "x = ｇｅｔａｔｔｒ(asyncio, 'Queue')",  # noqa: RUF001
            "import pkgutil\npkgutil.resolve_name('os:getcwd')()",
            "import code\ncode.InteractiveInterpreter().runsource('1')",
            "import json\nx = json.codecs.open('/etc/passwd')",
            "import logging\nlogging.FileHandler('x')",
            "import numpy as np\nx = np.ndarray((1,), 'i8', bytearray(8))",
            "import atexit\natexit.register(print)",
            "import signal\nsignal.signal(signal.SIGPROF, signal.SIG_IGN)",
            "import _thread\n_thread.start_new_thread(print, ())",
            "open('/dev/shm/left', 'w').write('x')",
            "open('/proc/self/mem', 'r+b')",
            "import os\nos.memfd_create('left')",
        )
    },
    # results that are not what they seem
    "a text that is equal to all": worker(SAME, result="Same('x')"),
    "a list that changes": ("05.4", CHANGES),
    "a number that rounds as it likes": (
        "01.1",
        "class Odd(float):\n    def __round__(self, n=0): return 10.4\n"
        "    def __repr__(self): return '10.4'\nseconds = Odd(9)\n",
    ),
    "no number": ("03.1", "sentinels = float('nan')\n"),
    "a huge number": ("03.1", "sentinels = 10 ** 100_000\n"),
    "a deep value": (
        "03.1",
        "sentinels = []\nfor _ in range(100_000): sentinels = [sentinels]\n",
    ),
    "an error that holds itself": worker(
        "class G(ExceptionGroup):\n"
        "    exceptions = property(lambda self: [self])\n",
        "raise G('x', [ValueError()])",
    ),
}
