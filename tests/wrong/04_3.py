# %% worker-died: catches only ValueError
async def worker(queue, results, failures, work):
    while True:
        item = await queue.get()
        try:
            results.append(await work(item))
        except ValueError as error:
            await failures.put((item, str(error)))
        finally:
            queue.task_done()

# %% worker-died: catches nothing
async def worker(queue, results, failures, work):
    while True:
        item = await queue.get()
        try:
            results.append(await work(item))
        finally:
            queue.task_done()

# %% worker-left: the try is around the loop
async def worker(queue, results, failures, work):
    try:
        while True:
            item = await queue.get()
            results.append(await work(item))
            queue.task_done()
    except Exception as error:
        await failures.put((item, str(error)))
        queue.task_done()

# %% worker-died: raises again
async def worker(queue, results, failures, work):
    while True:
        item = await queue.get()
        try:
            results.append(await work(item))
        except Exception as error:
            await failures.put((item, str(error)))
            raise
        finally:
            queue.task_done()

# %% some-not-marked: a failure is not marked
async def worker(queue, results, failures, work):
    while True:
        item = await queue.get()
        try:
            results.append(await work(item))
            queue.task_done()
        except Exception as error:
            await failures.put((item, str(error)))

# %% marks-twice: a failure is marked twice
async def worker(queue, results, failures, work):
    while True:
        item = await queue.get()
        try:
            results.append(await work(item))
        except Exception as error:
            await failures.put((item, str(error)))
            queue.task_done()
        finally:
            queue.task_done()

# %% get-in-try: get inside the try
async def worker(queue, results, failures, work):
    while True:
        try:
            item = await queue.get()
            results.append(await work(item))
        except Exception as error:
            await failures.put((item, str(error)))
        finally:
            queue.task_done()

# %% marked-not-done: nothing is kept
async def worker(queue, results, failures, work):
    while True:
        item = await queue.get()
        try:
            results.append(await work(item))
        except Exception:
            pass
        finally:
            queue.task_done()

# %% not-its-text: keeps the error, not its text
async def worker(queue, results, failures, work):
    while True:
        item = await queue.get()
        try:
            results.append(await work(item))
        except Exception as error:
            await failures.put((item, error))
        finally:
            queue.task_done()

# %% not-the-pair: keeps the item alone
async def worker(queue, results, failures, work):
    while True:
        item = await queue.get()
        try:
            results.append(await work(item))
        except Exception:
            await failures.put(item)
        finally:
            queue.task_done()

# %% ignores-cancel: a cancellation counts as a failure
async def worker(queue, results, failures, work):
    while True:
        item = await queue.get()
        try:
            results.append(await work(item))
        except BaseException as error:
            await failures.put((item, str(error)))
        finally:
            queue.task_done()

# %% ignores-cancel: keeps it as a failure, and ends
async def worker(queue, results, failures, work):
    while True:
        item = await queue.get()
        try:
            results.append(await work(item))
        except asyncio.CancelledError:
            await failures.put((item, "cancelled"))
            raise
        except Exception as error:
            await failures.put((item, str(error)))
        finally:
            queue.task_done()

# %% no-await: forgets to wait for the put
async def worker(queue, results, failures, work):
    while True:
        item = await queue.get()
        try:
            results.append(await work(item))
        except Exception as error:
            failures.put((item, str(error)))
        finally:
            queue.task_done()

# %% marked-early: marks before the work
async def worker(queue, results, failures, work):
    while True:
        item = await queue.get()
        queue.task_done()
        try:
            results.append(await work(item))
        except Exception as error:
            await failures.put((item, str(error)))

# %% failure-as-result: the failure is a result, too
async def worker(queue, results, failures, work):
    while True:
        item = await queue.get()
        try:
            results.append(await work(item))
        except Exception as error:
            results.append(str(error))
            await failures.put((item, str(error)))
        finally:
            queue.task_done()

# %% left-early: ends when the queue is empty
async def worker(queue, results, failures, work):
    while not queue.empty():
        item = await queue.get()
        try:
            results.append(await work(item))
        except Exception as error:
            await failures.put((item, str(error)))
        finally:
            queue.task_done()

# %% ignores-cancel: ends quietly when it is cancelled
async def worker(queue, results, failures, work):
    try:
        while True:
            item = await queue.get()
            try:
                results.append(await work(item))
            except Exception as error:
                await failures.put((item, str(error)))
            queue.task_done()
    except asyncio.CancelledError:
        return

# %% marked-early: keeps a failure after its mark
async def worker(queue, results, failures, work):
    while True:
        item = await queue.get()
        failed = None
        try:
            results.append(await work(item))
        except Exception as error:
            failed = (item, str(error))
        finally:
            queue.task_done()
        if failed:
            await asyncio.sleep(0)
            await failures.put(failed)

# %% not-its-text: keeps the repr of the error
async def worker(queue, results, failures, work):
    while True:
        item = await queue.get()
        try:
            results.append(await work(item))
        except Exception as error:
            failures.put_nowait((item, repr(error)))
        finally:
            queue.task_done()

# %% works-twice: tries a failed item again
async def worker(queue, results, failures, work):
    while True:
        item = await queue.get()
        try:
            try:
                results.append(await work(item))
            except Exception:
                results.append(await work(item))
        except Exception as error:
            await failures.put((item, str(error)))
        finally:
            queue.task_done()

# %% cuts-work: gives each item a second
async def worker(queue, results, failures, work):
    while True:
        item = await queue.get()
        try:
            async with asyncio.timeout(1):
                results.append(await work(item))
        except Exception as error:
            await failures.put((item, str(error)))
        finally:
            queue.task_done()

# %% not-failed: remembers an old error
async def worker(queue, results, failures, work):
    error = None
    while True:
        item = await queue.get()
        try:
            result = await work(item)
        except Exception as e:
            error = e
        if error:
            await failures.put((item, str(error)))
        else:
            results.append(result)
        queue.task_done()

# %% kept-twice: puts the failure twice
async def worker(queue, results, failures, work):
    while True:
        item = await queue.get()
        failure = None
        try:
            results.append(await work(item))
        except Exception as error:
            failure = item, str(error)
            failures.put_nowait(failure)
        if failure:
            await failures.put(failure)
        queue.task_done()

# %% not-its-text: another text where there is none
async def worker(queue, results, failures, work):
    while True:
        item = await queue.get()
        try:
            results.append(await work(item))
        except Exception as error:
            await failures.put((item, str(error) or type(error).__name__))
        finally:
            queue.task_done()

# %% equal-items: skips what it has seen
async def worker(queue, results, failures, work):
    seen = []
    while True:
        item = await queue.get()
        try:
            if item not in seen:
                seen.append(item)
                results.append(await work(item))
        except Exception as error:
            await failures.put((item, str(error)))
        finally:
            queue.task_done()

# %% wrong-tools: appends to a queue
async def worker(queue, results, failures, work):
    while True:
        item = await queue.get()
        try:
            results.append(await work(item))
        except Exception as error:
            failures.append((item, str(error)))
        finally:
            queue.task_done()

# %% joins-itself: waits until its failures are marked
async def worker(queue, results, failures, work):
    while True:
        item = await queue.get()
        try:
            results.append(await work(item))
        except Exception as error:
            await failures.put((item, str(error)))
            await failures.join()
        finally:
            queue.task_done()

# %% marked-early: a task for the put
async def worker(queue, results, failures, work):
    while True:
        item = await queue.get()
        try:
            results.append(await work(item))
        except Exception as error:
            asyncio.create_task(failures.put((item, str(error))))
        finally:
            queue.task_done()
